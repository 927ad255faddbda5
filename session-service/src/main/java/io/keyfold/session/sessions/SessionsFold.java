package io.keyfold.session.sessions;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.EventMeta;
import io.keyfold.session.events.SecretEvent;
import io.keyfold.session.events.SessionArchived;
import io.keyfold.session.events.SessionCreated;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.events.SessionProviderAdded;
import io.keyfold.session.events.SessionProviderRemoved;
import io.keyfold.session.events.SessionProviderUpdated;
import io.keyfold.session.events.SessionUpdated;
import io.keyfold.session.events.ToolCallClaimed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folds sessions and their providers.
 *
 * <p>The object of an event is changed last. After a crash before that, the repeated event finds it unchanged and
 * applies all changes again.
 */
public final class SessionsFold implements Fold<SessionEvent> {

  @Override
  public List<Change> apply(SessionEvent event, State state) {
    EventMeta meta = event.getMeta();
    return switch (event) {
      case SessionCreated created -> created(created, state);
      case SessionUpdated updated -> session(meta, state)
        .map(old -> updated(updated, old))
        .orElse(List.of());
      case SessionArchived ignored -> session(meta, state)
        .map(old -> archived(meta, old, state))
        .orElse(List.of());
      case SessionProviderAdded added -> added(added, state);
      case SessionProviderUpdated updated -> provider(meta, state)
        .map(old -> filtered(updated, old))
        .orElse(List.of());
      case SessionProviderRemoved ignored -> provider(meta, state)
        .map(old -> removed(meta, old, state))
        .orElse(List.of());
      // Folded by SecretsFold.
      case SecretEvent ignored -> List.of();
      // The claim is remembered by its idempotency key; the usage record holds the result of the call.
      case ToolCallClaimed ignored -> List.of();
    };
  }

  private static List<Change> created(SessionCreated event, State state) {
    EventMeta meta = event.getMeta();
    TenantId tenant = tenant(meta);
    if (state.hasPassed(Session.key(tenant, meta.getObjectId()), meta.getVersion())) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (io.keyfold.schema.SessionProvider provider : event.getProviders()) {
      ids.add(provider.getId());
      SessionProvider added = SessionProvider.added(
        provider,
        meta.getObjectId(),
        event.getUser(),
        1,
        meta.getRecordedAt()
      );
      changes.add(new Change.Put<>(SessionProvider.key(tenant, provider.getId()), added));
    }
    changes.add(new Change.Put<>(SessionOwner.key(meta.getObjectId()), new SessionOwner(tenant.value())));
    Instant at = meta.getRecordedAt();
    Session session = new Session(
      meta.getObjectId(),
      meta.getVersion(),
      event.getName(),
      event.getDescription(),
      event.getMetadata(),
      event.getUser(),
      ids,
      Session.PLAIN.equals(event.getToolNames()),
      false,
      at,
      at
    );
    changes.add(put(tenant, session));
    return changes;
  }

  private static List<Change> updated(SessionUpdated event, Session before) {
    EventMeta meta = event.getMeta();
    Session after = new Session(
      before.id(),
      meta.getVersion(),
      event.getName(),
      event.getDescription(),
      event.getMetadata(),
      before.user(),
      before.providerIds(),
      before.plainNames(),
      before.archived(),
      before.createdAt(),
      meta.getRecordedAt()
    );
    return List.of(put(tenant(meta), after));
  }

  private static List<Change> archived(EventMeta meta, Session before, State state) {
    TenantId tenant = tenant(meta);
    List<Change> changes = new ArrayList<>();
    for (String id : before.providerIds()) {
      state
        .find(SessionProvider.key(tenant, id))
        .filter(provider -> !provider.archived())
        .map(provider -> provider.archive(provider.version() + 1, meta.getRecordedAt()))
        .ifPresent(provider -> changes.add(put(tenant, provider)));
    }
    Session after = new Session(
      before.id(),
      meta.getVersion(),
      before.name(),
      before.description(),
      before.metadata(),
      before.user(),
      before.providerIds(),
      before.plainNames(),
      true,
      before.createdAt(),
      meta.getRecordedAt()
    );
    changes.add(put(tenant, after));
    return changes;
  }

  private static List<Change> added(SessionProviderAdded event, State state) {
    EventMeta meta = event.getMeta();
    TenantId tenant = tenant(meta);
    if (state.hasPassed(SessionProvider.key(tenant, meta.getObjectId()), meta.getVersion())) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    state
      .find(Session.key(tenant, event.getSessionId()))
      .ifPresent(session -> changes.add(put(tenant, session.withProvider(meta.getObjectId()))));
    changes.add(
      put(
        tenant,
        SessionProvider.added(
          event.getProvider(),
          event.getSessionId(),
          event.getUser(),
          meta.getVersion(),
          meta.getRecordedAt()
        )
      )
    );
    return changes;
  }

  private static List<Change> filtered(SessionProviderUpdated event, SessionProvider before) {
    EventMeta meta = event.getMeta();
    ToolFilter filter = ToolFilter.fromAvro(event.getToolFilter());
    return List.of(put(tenant(meta), before.filtered(filter, meta.getVersion(), meta.getRecordedAt())));
  }

  private static List<Change> removed(EventMeta meta, SessionProvider before, State state) {
    TenantId tenant = tenant(meta);
    List<Change> changes = new ArrayList<>();
    state
      .find(Session.key(tenant, before.sessionId()))
      .ifPresent(session -> changes.add(put(tenant, session.withoutProvider(before.id()))));
    changes.add(put(tenant, before.archive(meta.getVersion(), meta.getRecordedAt())));
    return changes;
  }

  private static Change put(TenantId tenant, Session session) {
    return new Change.Put<>(Session.key(tenant, session.id()), session);
  }

  private static Change put(TenantId tenant, SessionProvider provider) {
    return new Change.Put<>(SessionProvider.key(tenant, provider.id()), provider);
  }

  private static Optional<Session> session(EventMeta meta, State state) {
    return state.findBefore(Session.key(tenant(meta), meta.getObjectId()), meta.getVersion());
  }

  private static Optional<SessionProvider> provider(EventMeta meta, State state) {
    return state.findBefore(SessionProvider.key(tenant(meta), meta.getObjectId()), meta.getVersion());
  }

  private static TenantId tenant(EventMeta meta) {
    return new TenantId(meta.getTenantId());
  }
}
