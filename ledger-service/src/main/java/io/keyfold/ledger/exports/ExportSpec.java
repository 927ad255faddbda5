package io.keyfold.ledger.exports;

import io.keyfold.ledger.usage.AsOf;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.schema.ExportParameter;
import io.keyfold.schema.ExportPriceList;
import io.keyfold.schema.ExportRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an export contains. It determines each byte of the files.
 *
 * @param dataset what a row is
 * @param format format of the files
 * @param focusVersion version of the FOCUS specification; null for other datasets
 * @param from start of the time range
 * @param to end of the time range, exclusive
 * @param parameters granularity, time zone, dimensions and filters, as in a request to {@code GET /usage}
 * @param positions records of usage before these positions count, by number of the partition
 * @param completeUntil the completeness watermark at the positions; null if unknown
 * @param priceLists the price lists that apply
 * @param directoryRevision revision of the tenant's directory
 * @param platformDirectoryRevision revision of the platform's directory
 */
record ExportSpec(
  ExportDataset dataset,
  ExportFormat format,
  @Nullable FocusVersion focusVersion,
  Instant from,
  Instant to,
  SortedMap<String, List<String>> parameters,
  List<Long> positions,
  @Nullable Instant completeUntil,
  List<PinnedPriceList> priceLists,
  long directoryRevision,
  long platformDirectoryRevision
) {
  /**
   * A price list at one moment.
   *
   * @param id the price list
   * @param version version of its last event
   * @param platform whether it is the operator's
   */
  record PinnedPriceList(String id, long version, boolean platform) {}

  ExportSpec {
    positions = List.copyOf(positions);
    priceLists = List.copyOf(priceLists);
  }

  /** {@return the parameters, with the time range} */
  ListQuery query() {
    Map<String, List<String>> filters = new HashMap<>(parameters);
    filters.put("from", List.of(from.toString()));
    filters.put("to", List.of(to.toString()));
    return ListQuery.filtered(filters);
  }

  /** {@return the positions by partition} */
  Map<Integer, Long> positionsByPartition() {
    Map<Integer, Long> byPartition = new HashMap<>();
    for (int i = 0; i < positions.size(); i++) {
      byPartition.put(i, positions.get(i));
    }
    return byPartition;
  }

  /** {@return what the export counts} */
  AsOf asOf() {
    return new AsOf(positionsByPartition(), completeUntil, 0);
  }

  static ExportSpec fromAvro(ExportRequest request) {
    SortedMap<String, List<String>> parameters = new TreeMap<>();
    request.getParameters().forEach(one -> parameters.put(one.getName(), List.copyOf(one.getValues())));
    String version = request.getFocusVersion();
    return new ExportSpec(
      ExportDataset.ofWire(request.getDataset()),
      ExportFormat.ofWire(request.getFormat()),
      version == null ? null : FocusVersion.ofWire(version),
      request.getFrom(),
      request.getTo(),
      parameters,
      request.getPositions(),
      request.getCompleteUntil(),
      request
        .getPriceLists()
        .stream()
        .map(list -> new PinnedPriceList(list.getPriceListId(), list.getVersion(), list.getPlatform()))
        .toList(),
      request.getDirectoryRevision(),
      request.getPlatformDirectoryRevision()
    );
  }

  ExportRequest toAvro() {
    return ExportRequest.newBuilder()
      .setDataset(dataset.wire())
      .setFormat(format.wire())
      .setFocusVersion(focusVersion == null ? null : focusVersion.wire())
      .setFrom(from)
      .setTo(to)
      .setParameters(
        parameters
          .entrySet()
          .stream()
          .map(one -> new ExportParameter(one.getKey(), one.getValue()))
          .toList()
      )
      .setPositions(positions)
      .setCompleteUntil(completeUntil)
      .setPriceLists(
        priceLists
          .stream()
          .map(list -> new ExportPriceList(list.id(), list.version(), list.platform()))
          .toList()
      )
      .setDirectoryRevision(directoryRevision)
      .setPlatformDirectoryRevision(platformDirectoryRevision)
      .build();
  }
}
