package io.keyfold.ledger.usage;

import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageRecorded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Usage computed the plain way: one record after the other, one operation after the other. */
final class Model {

  private static final class Counted {

    private final UsageRecorded start;
    private Outcome outcome;
    private boolean attempted = true;

    private Counted(UsageRecorded start) {
      this.start = start;
      this.outcome = start.getOutcome();
    }
  }

  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Counted> open = new HashMap<>();
  private final List<Counted> all = new ArrayList<>();

  void add(UsageFold.Located record) {
    String spool = record.partition() + "/" + record.event().getSpoolId();
    if (record.event().getSpoolSequence() <= sequences.getOrDefault(spool, 0L)) {
      return;
    }
    sequences.put(spool, record.event().getSpoolSequence());
    switch (record.event()) {
      case UsageRecorded start -> {
        if (!open.containsKey(start.getRecordId())) {
          Counted counted = new Counted(start);
          all.add(counted);
          if (start.getOutcome() == Outcome.UNKNOWN) {
            open.put(start.getRecordId(), counted);
          }
        }
      }
      case UsageCompleted completion -> {
        Counted counted = open.remove(completion.getRecordId());
        if (counted != null) {
          counted.outcome = completion.getOutcome();
          counted.attempted = !(
            completion.getOutcome() == Outcome.FAILED &&
            "unavailable".equals(completion.getErrorCode())
          );
        }
      }
    }
  }

  List<UsageItem> rows(String tenant, UsageQuery query) {
    Map<List<@Nullable Object>, List<Counted>> groups = new TreeMap<>(Model::compare);
    for (Counted one : all) {
      UsageRecorded start = one.start;
      if (one.attempted && start.getTenantId().equals(tenant) && matches(one, query)) {
        groups.computeIfAbsent(key(one, query), key -> new ArrayList<>()).add(one);
      }
    }
    return groups
      .entrySet()
      .stream()
      .map(group -> item(group.getKey(), group.getValue(), query))
      .toList();
  }

  private static boolean matches(Counted one, UsageQuery query) {
    for (Dimension dimension : Dimension.values()) {
      List<Object> wanted = query.filter(dimension);
      Object value = value(one, dimension);
      if (!wanted.isEmpty() && (value == null || !wanted.contains(value))) {
        return false;
      }
    }
    return !one.start.getOccurredAt().isBefore(query.from()) && one.start.getOccurredAt().isBefore(query.to());
  }

  private static List<@Nullable Object> key(Counted one, UsageQuery query) {
    List<@Nullable Object> key = new ArrayList<>();
    Instant start = query.from();
    Instant end = query.granularity().end(start, query.zone(), query.to());
    while (!one.start.getOccurredAt().isBefore(end)) {
      start = end;
      end = query.granularity().end(start, query.zone(), query.to());
    }
    key.add(start);
    for (Dimension dimension : Dimension.values()) {
      boolean account = dimension == Dimension.METER || dimension == Dimension.PAYER;
      key.add(account || query.groupBy().contains(dimension) ? value(one, dimension) : null);
    }
    key.add(one.start.getUnit());
    return key;
  }

  private static @Nullable Object value(Counted one, Dimension dimension) {
    UsageRecorded start = one.start;
    return switch (dimension) {
      case DEPLOYMENT -> start.getProviderDeploymentId();
      case AUTH_CONFIG -> start.getAuthConfigId();
      case CREDENTIAL_VERSION -> start.getCredentialVersion();
      case TOOL -> start.getTool();
      case SESSION -> start.getSessionId();
      case USER -> start.getUser();
      case PROVIDER -> start.getProviderId();
      case OUTCOME -> one.outcome.name();
      case METER -> start.getMeter();
      case PAYER -> start.getPayer().name();
    };
  }

  @SuppressWarnings("unchecked")
  private static int compare(List<@Nullable Object> a, List<@Nullable Object> b) {
    for (int i = 0; i < a.size(); i++) {
      Comparator<@Nullable Comparable<Object>> order = Comparator.nullsFirst(Comparator.naturalOrder());
      int result = order.compare((Comparable<Object>) a.get(i), (Comparable<Object>) b.get(i));
      if (result != 0) {
        return result;
      }
    }
    return 0;
  }

  private static UsageItem item(List<@Nullable Object> key, List<Counted> group, UsageQuery query) {
    Instant start = (Instant) Objects.requireNonNull(key.getFirst());
    BigDecimal quantity = group
      .stream()
      .map(one -> one.start.getQuantity())
      .reduce(BigDecimal.ZERO, BigDecimal::add);
    long succeeded = group
      .stream()
      .filter(one -> one.outcome == Outcome.SUCCEEDED)
      .count();
    long unknown = group
      .stream()
      .filter(one -> one.outcome == Outcome.UNKNOWN)
      .count();
    String outcome = text(key, Dimension.OUTCOME);
    return new UsageItem(
      start,
      query.granularity().end(start, query.zone(), query.to()),
      text(key, Dimension.DEPLOYMENT),
      text(key, Dimension.AUTH_CONFIG),
      (Long) value(key, Dimension.CREDENTIAL_VERSION),
      text(key, Dimension.TOOL),
      text(key, Dimension.SESSION),
      text(key, Dimension.USER),
      text(key, Dimension.PROVIDER),
      outcome == null ? null : outcome.toLowerCase(Locale.ROOT),
      null,
      String.valueOf(text(key, Dimension.METER)),
      String.valueOf(text(key, Dimension.PAYER)).toLowerCase(Locale.ROOT),
      String.valueOf(key.getLast()),
      quantity.stripTrailingZeros().toPlainString(),
      group.size(),
      succeeded,
      group.size() - succeeded - unknown,
      unknown
    );
  }

  private static @Nullable String text(List<@Nullable Object> key, Dimension dimension) {
    return (String) value(key, dimension);
  }

  private static @Nullable Object value(List<@Nullable Object> key, Dimension dimension) {
    return key.get(1 + List.of(Dimension.values()).indexOf(dimension));
  }
}
