"""The only room that knows a database: transactions, named queries, migrations, and one module a group of tables."""
