pragma data_version;
