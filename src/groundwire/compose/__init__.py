"""Evidence into claims: composers, and what they note beside a quote."""
