package io.keyfold.ledger.usage;

import io.keyfold.ledger.query.TimeZones;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses the parameters of {@code GET /usage} and {@code GET /costs}. */
public final class UsageParameters {

  /** Prefix of a key of the deployments' metadata in {@code group_by}. */
  static final String METADATA = "metadata.";

  private static final int MAX_METADATA_KEYS = 3;
  private static final Duration DEFAULT_SPAN = Duration.ofHours(24);
  /** Three years. */
  private static final Duration LONGEST = Duration.ofDays(1_096);
  private static final int MAX_DIGITS = 18;
  private static final ZoneId UTC = ZoneId.of("UTC");

  private final ListQuery query;
  private final Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
  private final Set<String> metadataKeys = new TreeSet<>();
  private final Set<Dimension> without = EnumSet.noneOf(Dimension.class);
  private final Set<String> withoutMetadata = new TreeSet<>();

  private UsageParameters(ListQuery query) {
    this.query = query;
  }

  /**
   * {@return the parsed query; the defaults are the last 24 hours before {@code to}, {@code to} = now, hourly buckets in
   * UTC, grouped by deployment}
   *
   * @throws ApiException {@code invalid_data} if a parameter is invalid
   */
  public static UsageQuery parse(ListQuery query, Instant now) {
    return new UsageParameters(query).parse(now);
  }

  private UsageQuery parse(Instant now) {
    @Nullable
    Page page = query.one("page").map(Page::parse).orElse(null);
    Instant to = Buckets.ceiling(query.time("to").orElse(page == null ? now : time(page.to())));
    Instant from = Buckets.floor(query.time("from").orElse(page == null ? to.minus(DEFAULT_SPAN) : time(page.from())));
    if (!from.isBefore(to)) {
      throw ApiException.invalid("out_of_range", "from must be before to", "from");
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw ApiException.invalid(
        "out_of_range",
        "from and to may be at most " + LONGEST.toDays() + " days apart",
        "from"
      );
    }
    groupBy();
    without();
    UsageQuery parsed = new UsageQuery(
      from,
      to,
      query.oneOf("granularity", Granularity.wires()).map(Granularity::ofWire).orElse(Granularity.HOUR),
      query
        .one("time_zone")
        .map(name -> TimeZones.parse(name, "time_zone"))
        .orElse(UTC),
      dimensions,
      List.copyOf(metadataKeys),
      filters(),
      metadataFilters(),
      without,
      withoutMetadata,
      pageSize(page),
      page == null ? 0 : page.first(),
      query
        .one("as_of")
        .map(text -> AsOf.parse(text, "as_of"))
        .orElse(page == null ? null : page.asOf())
    );
    if (page != null) {
      parsed.require(page);
    }
    return parsed;
  }

  private static Instant time(long bucket) {
    try {
      return Instant.ofEpochSecond(Math.multiplyExact(bucket, Buckets.BASE.toSeconds()));
    } catch (ArithmeticException | DateTimeException e) {
      throw AsOf.malformed("page");
    }
  }

  private void groupBy() {
    List<String> requested = query.values("group_by");
    dimensions(
      "group_by",
      requested.isEmpty() ? List.of(Dimension.DEPLOYMENT.wire()) : requested,
      dimensions,
      metadataKeys
    );
    if (dimensions.contains(Dimension.CREDENTIAL_VERSION)) {
      dimensions.add(Dimension.AUTH_CONFIG);
    }
  }

  private void without() {
    dimensions("without", query.values("without"), without, withoutMetadata);
  }

  private static void dimensions(String parameter, List<String> sent, Set<Dimension> found, Set<String> keys) {
    for (String values : sent) {
      for (String value : values.split(",", -1)) {
        if (value.startsWith(METADATA) && value.length() > METADATA.length()) {
          keys.add(value.substring(METADATA.length()));
        } else if (Dimension.wires().contains(value)) {
          found.add(Dimension.ofWire(value));
        } else {
          throw ApiException.invalid(
            "unknown_value",
            parameter + " is one or more of " + Dimension.wires() + " and " + METADATA + "<key>",
            parameter
          );
        }
      }
    }
    requireFew(keys.size(), parameter);
  }

  private static void requireFew(int keys, String parameter) {
    if (keys > MAX_METADATA_KEYS) {
      throw ApiException.invalid(
        "too_many",
        parameter + " takes at most " + MAX_METADATA_KEYS + " keys of the metadata",
        parameter
      );
    }
  }

  private Map<Dimension, List<Object>> filters() {
    Map<Dimension, List<Object>> filters = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      List<String> values = query.values(dimension.filter());
      if (dimension == Dimension.USER) {
        values = Stream.concat(values.stream(), query.values("identity_id").stream()).toList();
      }
      if (!values.isEmpty()) {
        filters.put(dimension, values(dimension, values));
      }
    }
    return filters;
  }

  private static List<Object> values(Dimension dimension, List<String> sent) {
    Set<Object> values = new LinkedHashSet<>();
    for (String value : sent) {
      values.add(
        switch (dimension) {
          case CREDENTIAL_VERSION -> version(value);
          case OUTCOME -> constant(dimension, value, Outcome.values());
          case PAYER -> constant(dimension, value, Payer.values());
          default -> value;
        }
      );
    }
    return List.copyOf(values);
  }

  private static Long version(String value) {
    if (!value.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      throw ApiException.invalid("format", "credential_version is a whole number", "credential_version");
    }
    return Long.valueOf(value);
  }

  private static String constant(Dimension dimension, String value, Enum<?>[] constants) {
    List<String> wires = Stream.of(constants)
      .map(one -> one.name().toLowerCase(Locale.ROOT))
      .sorted()
      .toList();
    if (!wires.contains(value)) {
      throw ApiException.invalid(
        "unknown_value",
        dimension.filter() + " is one of: " + String.join(", ", wires),
        dimension.filter()
      );
    }
    return value.toUpperCase(Locale.ROOT);
  }

  private Map<String, List<String>> metadataFilters() {
    Map<String, List<String>> filters = new TreeMap<>();
    for (String value : query.values("metadata")) {
      int colon = value.indexOf(':');
      if (colon < 1) {
        throw ApiException.invalid("format", "metadata is a key and a value, like team:payments", "metadata");
      }
      filters.computeIfAbsent(value.substring(0, colon), key -> new ArrayList<>()).add(value.substring(colon + 1));
    }
    requireFew(filters.size(), "metadata");
    return filters;
  }

  private Optional<Integer> pageSize(@Nullable Page page) {
    Optional<String> sent = query.one("page_size");
    if (sent.isEmpty()) {
      return page == null ? Optional.empty() : Optional.of(UsageQuery.MAX_ROWS);
    }
    int size = sent.get().matches("[0-9]{1,5}") ? Integer.parseInt(sent.get()) : 0;
    if (size < 1 || size > UsageQuery.MAX_ROWS) {
      throw ApiException.invalid(
        "out_of_range",
        "page_size is a whole number from 1 to " + UsageQuery.MAX_ROWS,
        "page_size"
      );
    }
    return Optional.of(size);
  }
}
