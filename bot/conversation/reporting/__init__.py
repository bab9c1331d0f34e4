"""What agencies say of their work: reports, evidence, wishes for time, absence."""
