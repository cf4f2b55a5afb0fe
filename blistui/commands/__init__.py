"""The commands: each reads its arguments, calls the core, and prints. stdout is data, stderr is notes."""
