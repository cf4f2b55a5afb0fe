"""Programs that try to make blistui lose, hang or crash: by hand with large counts, as tests with small.

Each is run as `python -m tests.faults.NAME --help`, prints its count of runs and of faults, and exits with 1
when there are faults. A fault is printed with the options that repeat it.

- `fuzz`: changed plans, Go, Markdown and policies through all that reads them.
- `odd_plans`: plans of odd style through edit, save and undo, compared byte by byte.
- `toml_files`: the TOML compliance files, fetched when it is run; by hand only.
- `kills`: windows killed at any moment, each edit there exactly once afterwards.
- `writers`: windows that save at the same moments.
- `disks`: full, read-only and vanishing disks, and files that others change.
- `neighbours`: links to themselves, pipes, devices and giants in every place where a file is read.
"""
