package io.keyfold.ledger.budgets;

import io.keyfold.ledger.query.TimeZones;
import io.keyfold.ledger.rates.Currencies;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.web.PatchField;
import io.keyfold.schema.BudgetEnforcement;
import io.keyfold.schema.BudgetMeasure;
import io.keyfold.schema.BudgetPeriod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks requests on budgets beyond their JSON Schema. Pure. */
final class BudgetInput {

  private static final List<Integer> THRESHOLDS = List.of(50, 80, 100);
  private static final String REJECT = "reject";

  private BudgetInput() {}

  /**
   * {@return the terms of a new budget}
   *
   * @throws ApiException {@code invalid_data} with the field
   */
  static Terms terms(CreateBudgetBody body) {
    BudgetMeasure measure = BudgetMeasure.valueOf(constant(body.measure()));
    String zone = body.timeZone() == null ? "UTC" : body.timeZone();
    TimeZones.parse(zone, "time_zone");
    return new Terms(
      body.name(),
      measure,
      limit(body.limit(), measure),
      currency(body.currency(), measure),
      scope(body),
      BudgetPeriod.valueOf(constant(body.period())),
      zone,
      ascending(body.thresholds() == null ? THRESHOLDS : body.thresholds()),
      body.enforcement() == null ? BudgetEnforcement.NONE : BudgetEnforcement.valueOf(constant(body.enforcement())),
      REJECT.equals(body.whenUnknown())
    );
  }

  /**
   * {@return the terms after a change}
   *
   * @throws ApiException {@code invalid_data} with the field
   */
  static Terms changed(Terms known, UpdateBudgetBody body) {
    return new Terms(
      sent(body.name(), known.name()),
      known.measure(),
      body.limit().value() == null ? known.limit() : limit(body.limit().value(), known.measure()),
      known.currency(),
      known.scope(),
      known.period(),
      known.timeZone(),
      ascending(sent(body.thresholds(), known.thresholds())),
      body.enforcement().value() == null
        ? known.enforcement()
        : BudgetEnforcement.valueOf(constant(body.enforcement().value())),
      body.whenUnknown().value() == null ? known.rejectWhenUnknown() : REJECT.equals(body.whenUnknown().value())
    );
  }

  private static <T> T sent(PatchField<T> field, T known) {
    T value = field.value();
    return value == null ? known : value;
  }

  private static String constant(String wire) {
    return wire.toUpperCase(Locale.ROOT);
  }

  private static BigDecimal limit(String text, BudgetMeasure measure) {
    BigDecimal limit = new BigDecimal(text);
    if (limit.signum() == 0) {
      throw ApiException.invalid("out_of_range", "limit is above 0", "limit");
    }
    if (measure == BudgetMeasure.CALLS && limit.stripTrailingZeros().scale() > 0) {
      throw ApiException.invalid("format", "limit is a whole number of calls", "limit");
    }
    return limit;
  }

  private static @Nullable String currency(@Nullable String currency, BudgetMeasure measure) {
    if (measure == BudgetMeasure.CALLS && currency != null) {
      throw ApiException.invalid("conflict", "A number of calls has no currency: omit currency", "currency");
    }
    if (measure == BudgetMeasure.COST && (currency == null || !Currencies.known(currency))) {
      throw ApiException.invalid(
        currency == null ? "required" : "unknown_value",
        "currency is a code of ISO 4217, like EUR",
        "currency"
      );
    }
    return currency;
  }

  private static Scope scope(CreateBudgetBody body) {
    Map<String, String> metadata = body.metadata() == null ? Map.of() : body.metadata();
    List<String> set = new ArrayList<>();
    add(set, "provider_deployment_id", body.providerDeploymentId() != null);
    add(set, "provider_auth_config_id", body.providerAuthConfigId() != null);
    add(set, "user", body.user() != null);
    add(set, "metadata", !metadata.isEmpty());
    if (set.size() > 1) {
      throw ApiException.invalid(
        "conflict",
        "A budget counts by one of " + String.join(", ", set) + ": omit the others",
        set.getLast()
      );
    }
    Map.Entry<String, String> entry = metadata.entrySet().stream().findFirst().orElse(null);
    return new Scope(
      body.providerDeploymentId(),
      body.providerAuthConfigId(),
      body.user(),
      entry == null ? null : entry.getKey(),
      entry == null ? null : entry.getValue()
    );
  }

  private static void add(List<String> names, String name, boolean isSet) {
    if (isSet) {
      names.add(name);
    }
  }

  private static List<Integer> ascending(List<Integer> thresholds) {
    return List.copyOf(new TreeSet<>(thresholds));
  }
}
