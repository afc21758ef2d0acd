"""``python -m flows.prefect_automations [FILE]``: the name by which compose files and units call it."""

from flows.serving.prefect.automations import main

if __name__ == "__main__":
    main()
