"""Every sentence we say, as templates that non-programmers edit: one TOML file a topic, a folder a language."""
