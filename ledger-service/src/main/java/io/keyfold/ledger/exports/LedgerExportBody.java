package io.keyfold.ledger.exports;

import io.keyfold.ledger.query.Decimals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An export.
 *
 * @param object always {@code export}
 * @param id its id
 * @param status {@code running}, {@code done}, {@code failed} or {@code deleted}
 * @param dataset what a row is
 * @param format format of the files
 * @param focusVersion version of the FOCUS specification; null for other datasets
 * @param from start of the time range
 * @param to end of the time range, exclusive
 * @param granularity length of the buckets
 * @param timeZone time zone of the buckets
 * @param groupBy dimensions by which the rows are grouped
 * @param asOf what is included; an export with this value as {@code as_of} has the same rows
 * @param completeUntil all operations that started before this time are included; null if unknown
 * @param progress the written part in percent; null if this instance does not write the export
 * @param failure why it failed; null if it did not
 * @param manifest its result; null unless it is done
 * @param createdAt creation time
 * @param updatedAt time of the last change
 * @param expiresAt when it and its files are deleted; null while it is running
 */
record LedgerExportBody(
  String object,
  String id,
  String status,
  String dataset,
  String format,
  @Nullable String focusVersion,
  Instant from,
  Instant to,
  String granularity,
  String timeZone,
  List<String> groupBy,
  String asOf,
  @Nullable Instant completeUntil,
  @Nullable Long progress,
  @Nullable FailureBody failure,
  @Nullable ManifestBody manifest,
  Instant createdAt,
  Instant updatedAt,
  @Nullable Instant expiresAt
) {
  /**
   * Why an export failed.
   *
   * @param reason {@code retained}: rows were removed by retention; {@code too_large}: above a limit; {@code failed}
   * @param message for people
   */
  record FailureBody(String reason, String message) {}

  /**
   * The result of an export. Amounts are exact decimal numbers in text.
   *
   * @param files its files
   * @param sums sums by currency, of the datasets costs and focus
   * @param unpriced usage without a known cost
   * @param positions records of usage before these positions on the log are included, by number of the partition
   * @param priceLists the price lists that apply
   */
  record ManifestBody(
    List<FileBody> files,
    List<SumBody> sums,
    List<UnpricedBody> unpriced,
    List<Long> positions,
    List<PriceListBody> priceLists
  ) {}

  /**
   * A file.
   *
   * @param name its name
   * @param rows number of rows
   * @param bytes its size
   * @param sha256 SHA-256 of its content, in hexadecimal
   */
  record FileBody(String name, long rows, long bytes, String sha256) {}

  /**
   * Sums in a currency.
   *
   * @param currency the currency
   * @param listCost known costs at list prices in this currency
   * @param contractedCost costs at the prices that count
   * @param billedCost what the platform bills
   */
  record SumBody(String currency, String listCost, String contractedCost, String billedCost) {}

  /**
   * Usage without a known cost.
   *
   * @param reason {@code no_price}, {@code outcome_unknown} or {@code payer_unknown}
   * @param meter what is counted
   * @param unit unit of the quantity
   * @param quantity the quantity
   * @param operations number of operations
   */
  record UnpricedBody(String reason, String meter, String unit, String quantity, long operations) {}

  /**
   * A price list, as it was when the export was created.
   *
   * @param priceListId the price list
   * @param version version of its last change then
   */
  record PriceListBody(String priceListId, long version) {}

  static LedgerExportBody of(Export export, Optional<Long> progress) {
    ExportSpec spec = export.spec();
    FocusVersion version = spec.focusVersion();
    Export.Failure failure = export.failure();
    ExportResult result = export.result();
    return new LedgerExportBody(
      Export.ENTITY,
      export.id(),
      export.status().wire(),
      spec.dataset().wire(),
      spec.format().wire(),
      version == null ? null : version.wire(),
      spec.from(),
      spec.to(),
      one(spec, "granularity"),
      one(spec, "time_zone"),
      spec.parameters().getOrDefault("group_by", List.of()),
      spec.asOf().text(),
      spec.completeUntil(),
      export.status() == Export.Status.RUNNING ? progress.orElse(null) : null,
      failure == null ? null : new FailureBody(failure.reason(), failure.message()),
      result == null ? null : manifest(result, spec),
      export.createdAt(),
      export.updatedAt(),
      export.expiresAt()
    );
  }

  private static String one(ExportSpec spec, String parameter) {
    return spec.parameters().getOrDefault(parameter, List.of("")).getFirst();
  }

  private static ManifestBody manifest(ExportResult result, ExportSpec spec) {
    return new ManifestBody(
      result
        .files()
        .stream()
        .map(file -> new FileBody(file.name(), file.rows(), file.bytes(), file.sha256()))
        .toList(),
      result
        .sums()
        .stream()
        .map(sum ->
          new SumBody(
            sum.currency(),
            Decimals.text(sum.listCost()),
            Decimals.text(sum.contractedCost()),
            Decimals.text(sum.billedCost())
          )
        )
        .toList(),
      result
        .unpriced()
        .stream()
        .map(one ->
          new UnpricedBody(one.reason(), one.meter(), one.unit(), Decimals.text(one.quantity()), one.operations())
        )
        .toList(),
      spec.positions(),
      spec
        .priceLists()
        .stream()
        .map(list -> new PriceListBody(list.id(), list.version()))
        .toList()
    );
  }
}
