-- Dijalankan sekali di mesin utama: `sudo -u postgres psql -f role.sql`, lalu `\password siaga` dan `\password siaga_salin`.
CREATE ROLE siaga LOGIN CONNECTION LIMIT 20;
CREATE ROLE siaga_salin LOGIN REPLICATION CONNECTION LIMIT 5;
CREATE DATABASE siaga ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
\connect siaga
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- Satu skema satu Polres; peran bot tidak punya hak di tempat lain.
CREATE SCHEMA siaga AUTHORIZATION siaga;
