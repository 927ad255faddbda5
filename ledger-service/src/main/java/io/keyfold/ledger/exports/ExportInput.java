package io.keyfold.ledger.exports;

import io.keyfold.ledger.cost.PricedGroups;
import io.keyfold.ledger.usage.UsageParameters;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.web.ListQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks a request beyond its JSON Schema, and completes its parameters. Pure. */
final class ExportInput {

  /** What a row of FOCUS is about, beside its price. */
  private static final List<String> FOCUS_GROUPS = List.of("deployment", "credential_version", "tool", "provider");
  private static final Set<String> FOCUS_OPTIONS = Set.of("user", "session");
  private static final Set<String> FOCUS_PERIODS = Set.of("hour", "day");

  private final CreateExportBody body;
  private final ExportDataset dataset;

  private ExportInput(CreateExportBody body) {
    this.body = body;
    this.dataset = ExportDataset.ofWire(body.dataset());
  }

  /**
   * What is asked for, before it is known what counts.
   *
   * @param dataset what a row is
   * @param format format of the files
   * @param focusVersion version of the FOCUS specification; null for other datasets
   * @param parameters the parameters, complete
   * @param query the parsed parameters
   */
  record Asked(
    ExportDataset dataset,
    ExportFormat format,
    @Nullable FocusVersion focusVersion,
    SortedMap<String, List<String>> parameters,
    UsageQuery query
  ) {}

  /**
   * {@return what is asked for}
   *
   * @throws ApiException {@code invalid_data} with the field
   */
  static Asked parse(CreateExportBody body) {
    return new ExportInput(body).parse();
  }

  private Asked parse() {
    ExportFormat format = ExportFormat.ofWire(body.format());
    if (dataset == ExportDataset.FOCUS && format == ExportFormat.JSONL) {
      throw ApiException.invalid("unknown_value", "format of the dataset focus is csv or parquet", "format");
    }
    SortedMap<String, List<String>> parameters = parameters();
    UsageQuery query = query(parameters);
    PricedGroups.requireValid(ListQuery.filtered(parameters));
    return new Asked(dataset, format, focusVersion(), parameters, query);
  }

  private @Nullable FocusVersion focusVersion() {
    String version = body.focusVersion();
    if (dataset != ExportDataset.FOCUS) {
      if (version != null) {
        throw ApiException.invalid("conflict", "focus_version is for the dataset focus only", "focus_version");
      }
      return null;
    }
    return version == null ? FocusVersion.V1_4 : FocusVersion.ofWire(version);
  }

  private SortedMap<String, List<String>> parameters() {
    SortedMap<String, List<String>> parameters = new TreeMap<>();
    Optional.ofNullable(body.filters())
      .orElse(Map.of())
      .forEach((name, values) -> {
        if (dataset != ExportDataset.COSTS && PricedGroups.filters(name)) {
          throw ApiException.invalid("conflict", name + " filters the dataset costs only", "filters", name);
        }
        parameters.put(name, List.copyOf(values));
      });
    parameters.put("granularity", List.of(granularity()));
    parameters.put("time_zone", List.of(Optional.ofNullable(body.timeZone()).orElse("UTC")));
    parameters.put("group_by", groupBy());
    return parameters;
  }

  private String granularity() {
    String sent = body.granularity();
    if (sent == null) {
      return dataset == ExportDataset.FOCUS ? "day" : "hour";
    }
    if (dataset == ExportDataset.FOCUS && !FOCUS_PERIODS.contains(sent)) {
      throw ApiException.invalid("unknown_value", "granularity of the dataset focus is hour or day", "granularity");
    }
    return sent;
  }

  private List<String> groupBy() {
    List<String> sent = Optional.ofNullable(body.groupBy()).orElse(List.of());
    if (dataset != ExportDataset.FOCUS) {
      return sent.isEmpty() ? List.of("deployment") : sent;
    }
    if (!FOCUS_OPTIONS.containsAll(sent)) {
      throw ApiException.invalid("unknown_value", "group_by of the dataset focus is user or session", "group_by");
    }
    List<String> groups = new ArrayList<>(FOCUS_GROUPS);
    groups.addAll(sent);
    return groups;
  }

  private UsageQuery query(SortedMap<String, List<String>> parameters) {
    SortedMap<String, List<String>> all = new TreeMap<>(parameters);
    all.put("from", List.of(body.from().toString()));
    all.put("to", List.of(body.to().toString()));
    Optional.ofNullable(body.asOf()).ifPresent(asOf -> all.put("as_of", List.of(asOf)));
    return UsageParameters.parse(ListQuery.filtered(all), body.to());
  }
}
