-- Prefect's own database beside ours, made when the PostgreSQL volume is new.
CREATE DATABASE prefect OWNER watch;
