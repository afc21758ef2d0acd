-- Least privilege on a PostgreSQL server: three roles on one database. Run it as a superuser, connected to the watch's own
-- (empty) database:  psql --dbname=watch --file=postgresql.sql
-- Then give each role a password that only it has:  \password watch_owner
--
--   watch_owner   makes and upgrades the tables:  recognition-watch store upgrade
--   watch         reads and writes rows:          run, serve, review, reprocess
--   watch_reader  reads rows:                     claims, report, trace, store backup, dashboards
CREATE ROLE watch_owner LOGIN CONNECTION LIMIT 5;
CREATE ROLE watch LOGIN CONNECTION LIMIT 40;
CREATE ROLE watch_reader LOGIN CONNECTION LIMIT 20;

-- Nobody else gets in or makes anything here.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO watch_owner;
GRANT USAGE ON SCHEMA public TO watch, watch_reader;

-- Parts of names are found by trigrams, where the server has them (Debian: postgresql-contrib). Made here, as the owner may
-- make no extension.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
    END IF;
END
$$;

-- What the owner makes from now on.
ALTER DEFAULT PRIVILEGES FOR ROLE watch_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO watch;
ALTER DEFAULT PRIVILEGES FOR ROLE watch_owner IN SCHEMA public
    GRANT SELECT ON TABLES TO watch_reader;

-- A reader never changes a row, even where it were let; and neither keeps the other waiting for long.
ALTER ROLE watch_reader SET default_transaction_read_only = on;
ALTER ROLE watch_reader SET statement_timeout = '60s';
ALTER ROLE watch SET idle_in_transaction_session_timeout = '1h';
