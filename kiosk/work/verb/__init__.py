"""What hands can do, each verb said once: its fields, its rule and what is replied."""
