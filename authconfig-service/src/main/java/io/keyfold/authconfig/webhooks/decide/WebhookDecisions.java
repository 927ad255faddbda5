package io.keyfold.authconfig.webhooks.decide;

import io.keyfold.authconfig.commands.AnnounceBudget;
import io.keyfold.authconfig.commands.ArchiveWebhookEndpoint;
import io.keyfold.authconfig.commands.CreateWebhookEndpoint;
import io.keyfold.authconfig.commands.ForgetWebhookDelivery;
import io.keyfold.authconfig.commands.RecordWebhookAttempt;
import io.keyfold.authconfig.commands.ResendWebhookDelivery;
import io.keyfold.authconfig.commands.RotateWebhookSecret;
import io.keyfold.authconfig.commands.TestWebhookEndpoint;
import io.keyfold.authconfig.commands.UpdateWebhookEndpoint;
import io.keyfold.authconfig.commands.WebhookCommand;
import io.keyfold.authconfig.events.WebhookEndpointArchived;
import io.keyfold.authconfig.events.WebhookEndpointCreated;
import io.keyfold.authconfig.events.WebhookEndpointUpdated;
import io.keyfold.authconfig.events.WebhookSecretRotated;
import io.keyfold.authconfig.webhooks.model.WebhookEndpoint;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Guards;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import java.util.Optional;
import java.util.function.Function;

/** Decides commands on webhook endpoints; those on deliveries are in {@link DeliveryDecisions}. */
public final class WebhookDecisions {

  private static final Guards.Changeable<WebhookEndpoint> CHANGEABLE = new Guards.Changeable<>(
    "webhook_endpoint",
    endpoint -> endpoint.status() != WebhookEndpoint.Status.ARCHIVED,
    "The webhook endpoint is archived"
  );

  /** Maximum number of endpoints of a tenant that are not archived: each event can be delivered to all of them. */
  public static final int MAX_ENDPOINTS = 20;

  private WebhookDecisions() {}

  /** {@return the events of the command, or why it is rejected} */
  public static Decision<Event> decide(WebhookCommand command, State state) {
    return switch (command) {
      case AnnounceBudget announce -> BudgetAnnouncements.decide(announce, state);
      case CreateWebhookEndpoint create -> create(create, state);
      case UpdateWebhookEndpoint update -> change(update.getMeta(), state, known ->
        Decision.accept(updated(update, known))
      );
      case RotateWebhookSecret rotate -> change(rotate.getMeta(), state, known -> rotate(rotate, known));
      case ArchiveWebhookEndpoint archive -> change(archive.getMeta(), state, known ->
        Decision.accept(
          new WebhookEndpointArchived(
            EventMetas.of(archive.getMeta(), known.version() + 1),
            known.settings().url(),
            known.secrets().current().sealed().keyId()
          )
        )
      );
      case TestWebhookEndpoint test -> DeliveryDecisions.test(test, state);
      case ResendWebhookDelivery resend -> DeliveryDecisions.resend(resend, state);
      case RecordWebhookAttempt attempt -> DeliveryDecisions.attempted(attempt, state);
      case ForgetWebhookDelivery forget -> DeliveryDecisions.forget(forget, state);
    };
  }

  private static Decision<Event> create(CreateWebhookEndpoint command, State state) {
    CommandMeta meta = command.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    if (find(tenant, meta.getObjectId(), state).isPresent()) {
      return reject(ErrorCode.CONFLICT, "A webhook endpoint with this id already exists");
    }
    if (WebhookEndpoint.of(state, tenant).size() >= MAX_ENDPOINTS) {
      return reject(
        ErrorCode.CONFLICT,
        "A tenant has at most " + MAX_ENDPOINTS + " webhook endpoints: delete one that is not needed any more"
      );
    }
    return Decision.accept(
      WebhookEndpointCreated.newBuilder()
        .setMeta(EventMetas.of(meta, 1))
        .setUrl(command.getUrl())
        .setEventTypes(command.getEventTypes())
        .setDescription(command.getDescription())
        .setMetadata(command.getMetadata())
        .setEnabled(command.getEnabled())
        .setSecret(command.getSecret())
        .build()
    );
  }

  private static WebhookEndpointUpdated updated(UpdateWebhookEndpoint command, WebhookEndpoint known) {
    return WebhookEndpointUpdated.newBuilder()
      .setMeta(EventMetas.of(command.getMeta(), known.version() + 1))
      .setUrl(command.getUrl())
      .setEventTypes(command.getEventTypes())
      .setDescription(command.getDescription())
      .setMetadata(command.getMetadata())
      .setEnabled(command.getEnabled())
      .build();
  }

  private static Decision<Event> rotate(RotateWebhookSecret command, WebhookEndpoint known) {
    long next = known.secrets().current().number() + 1;
    if (command.getSecretVersion() != next) {
      return reject(ErrorCode.CONFLICT, "The secret was rotated by a concurrent request: retry the request");
    }
    return Decision.accept(
      WebhookSecretRotated.newBuilder()
        .setMeta(EventMetas.of(command.getMeta(), known.version() + 1))
        .setSecret(command.getSecret())
        .setSecretVersion(next)
        .setPreviousUsableUntil(command.getPreviousUsableUntil())
        .build()
    );
  }

  private static Decision<Event> change(
    CommandMeta meta,
    State state,
    Function<WebhookEndpoint, Decision<Event>> judge
  ) {
    return CHANGEABLE.change(meta, find(new TenantId(meta.getTenantId()), meta.getObjectId(), state), judge);
  }

  static Optional<WebhookEndpoint> find(TenantId tenant, String id, State state) {
    return state.find(WebhookEndpoint.key(tenant, id));
  }

  static Decision<Event> reject(ErrorCode code, String message) {
    return Decision.reject(Rejection.of(code, message));
  }
}
