package io.keyfold.authconfig.webhooks.decide;

import io.keyfold.authconfig.commands.AnnounceBudget;
import io.keyfold.authconfig.webhooks.model.WebhookEventType;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.BudgetScope;
import io.keyfold.schema.BudgetTerms;
import io.keyfold.schema.Event;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Announces events of budgets, which ledger-service decides. Values of metadata do not leave Keyfold. */
final class BudgetAnnouncements {

  private BudgetAnnouncements() {}

  static Decision<Event> decide(AnnounceBudget command, State state) {
    WebhookEventType type =
      command.getThreshold() == null ? WebhookEventType.BUDGET_EXHAUSTED : WebhookEventType.BUDGET_THRESHOLD_REACHED;
    var cause = new QueuedDeliveries.Cause(
      command.getEventId(),
      command.getMeta().getObjectId(),
      command.getRecordedAt()
    );
    List<Event> deliveries = QueuedDeliveries.of(
      command.getMeta(),
      cause,
      new Announcement(type, data(command)),
      state,
      0
    );
    return deliveries.isEmpty()
      ? Decision.reject(Rejection.of(ErrorCode.NOT_FOUND, "No webhook endpoint receives " + type.wire()))
      : new Decision.Accepted<>(deliveries);
  }

  private static Map<String, @Nullable Object> data(AnnounceBudget command) {
    BudgetTerms terms = command.getTerms();
    BudgetScope scope = terms.getScope();
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("object", "budget");
    data.put("id", command.getMeta().getObjectId());
    data.put("name", terms.getName());
    data.put("measure", wire(terms.getMeasure()));
    data.put("limit", text(terms.getLimit()));
    data.put("currency", terms.getCurrency());
    data.put("provider_deployment_id", scope.getProviderDeploymentId());
    data.put("provider_auth_config_id", scope.getAuthConfigId());
    data.put("user", scope.getUser());
    data.put("enforcement", wire(terms.getEnforcement()));
    data.put("period_start", command.getPeriodStart().toString());
    data.put("resets_at", command.getResetsAt().toString());
    data.put("used", text(command.getUsed()));
    if (command.getThreshold() != null) {
      data.put("threshold", command.getThreshold());
    }
    return data;
  }

  private static String wire(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String text(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
