"""Programs that try to make blistui lose, hang or crash: by hand with large counts, as tests with small."""
