package io.keyfold.ledger.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters of {@code GET /costs/records} for a row of {@code GET /costs}. */
final class RowFilters {

  private final Map<String, List<String>> filters = new HashMap<>();
  private final List<String> without = new ArrayList<>();

  private RowFilters() {}

  static Map<String, List<String>> of(CostItem item, String groupBy) {
    RowFilters row = new RowFilters();
    row.filters.put("from", List.of(item.bucketStart().toString()));
    row.filters.put("to", List.of(item.bucketEnd().toString()));
    row.filters.put("meter", List.of(item.meter()));
    row.filters.put("payer", List.of(item.payer()));
    row.filters.put("unit", List.of(item.unit()));
    row.price("price_source", item.priceSource());
    row.price("currency", item.currency());
    row.price("list_currency", item.listCurrency());
    row.price("unpriced_reason", item.unpricedReason());
    for (String dimension : groupBy.split(",", -1)) {
      row.group(dimension, item);
    }
    if (!row.without.isEmpty()) {
      row.filters.put("without", row.without);
    }
    return row.filters;
  }

  private void price(String name, @Nullable String value) {
    filters.put(name, List.of(value == null ? "none" : value));
  }

  private void group(String dimension, CostItem item) {
    switch (dimension) {
      case "deployment" -> group(dimension, "provider_deployment_id", item.providerDeploymentId());
      case "provider" -> group(dimension, "provider_id", item.providerId());
      case "tool" -> group(dimension, "tool", item.tool());
      case "session" -> group(dimension, "session_id", item.sessionId());
      case "user" -> group(dimension, "user", item.user());
      case "outcome" -> group(dimension, "outcome", item.outcome());
      case "credential_version" -> {
        Long version = item.credentialVersion();
        group("auth_config", "provider_auth_config_id", item.providerAuthConfigId());
        group(dimension, "credential_version", version == null ? null : version.toString());
      }
      default -> {
        // Meter and payer are always filtered.
      }
    }
  }

  private void group(String dimension, String filter, @Nullable String value) {
    if (value == null) {
      without.add(dimension);
    } else {
      filters.put(filter, List.of(value));
    }
  }
}
