package io.keyfold.ledger.archive;

import java.time.LocalDate;

/**
 * A Parquet file of the archive.
 *
 * @param path its path in the archive
 * @param tenantId the tenant whose rows it has
 * @param date the day of its rows, UTC
 * @param rows number of rows
 * @param bytes its size
 * @param sha256 SHA-256 of its content, in hexadecimal
 */
record ArchivedFile(String path, String tenantId, LocalDate date, long rows, long bytes, String sha256) {}
