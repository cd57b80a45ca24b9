"""Working copies of evidence: what officers see of a file whose original stays with us."""
