package io.keyfold.ledger.exports;

import io.keyfold.schema.ExportFile;
import io.keyfold.schema.ExportManifest;
import io.keyfold.schema.ExportSum;
import io.keyfold.schema.ExportUnpriced;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * The manifest of an export that is done.
 *
 * @param files its files
 * @param sums sums by currency, ordered by currency
 * @param unpriced usage without a known cost, ordered by reason, meter and unit
 */
record ExportResult(List<Written> files, List<Sum> sums, List<Unpriced> unpriced) {
  private static final int AMOUNT_SCALE = 21;
  private static final int QUANTITY_SCALE = 9;

  /**
   * A file.
   *
   * @param name its name
   * @param rows number of rows
   * @param bytes its size
   * @param sha256 SHA-256 of its content, in hexadecimal
   */
  record Written(String name, long rows, long bytes, String sha256) {}

  /**
   * Sums in a currency.
   *
   * @param currency the currency
   * @param listCost known costs at list prices in this currency
   * @param contractedCost costs at the prices that count
   * @param billedCost what the platform bills, where the payer is known
   */
  record Sum(String currency, BigDecimal listCost, BigDecimal contractedCost, BigDecimal billedCost) {}

  /**
   * Usage without a known cost.
   *
   * @param reason why
   * @param meter what is counted
   * @param unit unit of the quantity
   * @param quantity the quantity
   * @param operations number of operations
   */
  record Unpriced(String reason, String meter, String unit, BigDecimal quantity, long operations) {}

  ExportResult {
    files = List.copyOf(files);
    sums = List.copyOf(sums);
    unpriced = List.copyOf(unpriced);
  }

  Optional<Written> file(String name) {
    return files
      .stream()
      .filter(file -> file.name().equals(name))
      .findFirst();
  }

  static ExportResult fromAvro(ExportManifest manifest) {
    return new ExportResult(
      manifest
        .getFiles()
        .stream()
        .map(file -> new Written(file.getName(), file.getRows(), file.getBytes(), file.getSha256()))
        .toList(),
      manifest
        .getSums()
        .stream()
        .map(sum -> new Sum(sum.getCurrency(), sum.getListCost(), sum.getContractedCost(), sum.getBilledCost()))
        .toList(),
      manifest
        .getUnpriced()
        .stream()
        .map(one ->
          new Unpriced(one.getReason(), one.getMeter(), one.getUnit(), one.getQuantity(), one.getOperations())
        )
        .toList()
    );
  }

  ExportManifest toAvro() {
    return new ExportManifest(
      files
        .stream()
        .map(file -> new ExportFile(file.name(), file.rows(), file.bytes(), file.sha256()))
        .toList(),
      sums
        .stream()
        .map(sum ->
          new ExportSum(sum.currency(), amount(sum.listCost()), amount(sum.contractedCost()), amount(sum.billedCost()))
        )
        .toList(),
      unpriced
        .stream()
        .map(one ->
          new ExportUnpriced(
            one.reason(),
            one.meter(),
            one.unit(),
            one.quantity().setScale(QUANTITY_SCALE, RoundingMode.UNNECESSARY),
            one.operations()
          )
        )
        .toList()
    );
  }

  private static BigDecimal amount(BigDecimal exact) {
    return exact.setScale(AMOUNT_SCALE, RoundingMode.UNNECESSARY);
  }
}
