create database schoolkeeper owner schoolkeeper_owner encoding 'UTF8' template template0;
