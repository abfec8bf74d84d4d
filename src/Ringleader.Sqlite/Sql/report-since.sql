select since from ringleader_reporting;
