package io.keyfold.ledger.audit;

import io.keyfold.ledger.events.BudgetArchived;
import io.keyfold.ledger.events.BudgetCreated;
import io.keyfold.ledger.events.BudgetEvent;
import io.keyfold.ledger.events.BudgetExhausted;
import io.keyfold.ledger.events.BudgetReleased;
import io.keyfold.ledger.events.BudgetThresholdReached;
import io.keyfold.ledger.events.BudgetUpdated;
import io.keyfold.ledger.query.Decimals;
import io.keyfold.schema.BudgetScope;
import io.keyfold.schema.BudgetTerms;
import java.math.BigDecimal;
import java.time.Instant;

/** Allow-list for events of budgets. Values of metadata are not on it. */
final class AuditedBudgetFields {

  private AuditedBudgetFields() {}

  static FieldCollector of(BudgetEvent event) {
    return switch (event) {
      case BudgetCreated it -> terms(it.getTerms());
      case BudgetUpdated it -> terms(it.getTerms());
      case BudgetArchived _ -> new FieldCollector();
      case BudgetThresholdReached it -> use(it.getPeriodStart(), it.getResetsAt(), it.getUsed(), it.getTerms()).and(
        "threshold",
        it.getThreshold()
      );
      case BudgetExhausted it -> use(it.getPeriodStart(), it.getResetsAt(), it.getUsed(), it.getTerms());
      case BudgetReleased it -> use(it.getPeriodStart(), it.getResetsAt(), it.getUsed(), it.getTerms());
    };
  }

  private static FieldCollector terms(BudgetTerms terms) {
    BudgetScope scope = terms.getScope();
    return new FieldCollector()
      .and("name", terms.getName())
      .and("measure", terms.getMeasure())
      .and("limit", Decimals.text(terms.getLimit()))
      .and("currency", terms.getCurrency())
      .and("provider_deployment_id", scope.getProviderDeploymentId())
      .and("provider_auth_config_id", scope.getAuthConfigId())
      .and("user", scope.getUser())
      .and("metadata_key", scope.getMetadataKey())
      .and("period", terms.getPeriod())
      .and("time_zone", terms.getTimeZone())
      .and("enforcement", terms.getEnforcement())
      .and("reject_when_unknown", terms.getRejectWhenUnknown());
  }

  private static FieldCollector use(Instant start, Instant resetsAt, BigDecimal used, BudgetTerms terms) {
    return new FieldCollector()
      .and("period_start", start.toString())
      .and("resets_at", resetsAt.toString())
      .and("used", Decimals.text(used))
      .and("limit", Decimals.text(terms.getLimit()))
      .and("currency", terms.getCurrency());
  }
}
