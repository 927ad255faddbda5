package io.keyfold.ledger.archive;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Rows that become one file: those of a tenant and day, or of a part of the day if there are many.
 *
 * @param dataset what is archived
 * @param tenantId the tenant
 * @param date the day, UTC
 * @param part number of the part of the day, from 0
 * @param from start of the part
 * @param to end of the part, exclusive
 * @param rows number of rows
 */
record Slice(Dataset dataset, String tenantId, LocalDate date, int part, Instant from, Instant to, long rows) {}
