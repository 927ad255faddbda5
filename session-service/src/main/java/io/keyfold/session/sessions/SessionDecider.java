package io.keyfold.session.sessions;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decider;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.session.commands.AddSessionProvider;
import io.keyfold.session.commands.ArchiveSession;
import io.keyfold.session.commands.ClaimToolCall;
import io.keyfold.session.commands.CreateSession;
import io.keyfold.session.commands.RemoveSessionProvider;
import io.keyfold.session.commands.SecretCommand;
import io.keyfold.session.commands.SessionCommand;
import io.keyfold.session.commands.UpdateSession;
import io.keyfold.session.commands.UpdateSessionProvider;
import io.keyfold.session.events.SessionArchived;
import io.keyfold.session.events.SessionCreated;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.events.SessionProviderAdded;
import io.keyfold.session.events.SessionProviderRemoved;
import io.keyfold.session.events.SessionProviderUpdated;
import io.keyfold.session.events.SessionUpdated;
import io.keyfold.session.events.ToolCallClaimed;
import io.keyfold.session.secrets.SecretDecisions;
import java.util.List;
import java.util.function.Function;

/** Decides commands on sessions. The API edge checks that deployments and auth configs exist. */
public final class SessionDecider implements Decider<SessionCommand, SessionEvent> {

  @Override
  public Decision<SessionEvent> decide(SessionCommand command, State state) {
    return switch (command) {
      case CreateSession create -> create(create, state);
      case SecretCommand secret -> onOpen(secret.getMeta(), secret.getSessionId(), state, session ->
        SecretDecisions.decide(secret, session, state)
      );
      case UpdateSession update -> onSession(update.getMeta(), state, session ->
        Decision.accept(
          SessionUpdated.newBuilder()
            .setMeta(EventMetas.of(update.getMeta(), session.version() + 1))
            .setName(update.getName())
            .setDescription(update.getDescription())
            .setMetadata(update.getMetadata())
            .build()
        )
      );
      case ArchiveSession archive -> onSession(archive.getMeta(), state, session ->
        Decision.accept(new SessionArchived(EventMetas.of(archive.getMeta(), session.version() + 1)))
      );
      case ClaimToolCall claim -> onOpen(claim.getMeta(), claim.getSessionId(), state, session ->
        Decision.accept(new ToolCallClaimed(EventMetas.of(claim.getMeta(), 1), session.id(), claim.getTool()))
      );
      case AddSessionProvider add -> onOpen(add.getMeta(), add.getSessionId(), state, session ->
        add(add, session, state)
      );
      case UpdateSessionProvider update -> onProvider(update.getMeta(), state, provider ->
        Decision.accept(
          SessionProviderUpdated.newBuilder()
            .setMeta(EventMetas.of(update.getMeta(), provider.version() + 1))
            .setSessionId(provider.sessionId())
            .setToolFilter(update.getToolFilter())
            .build()
        )
      );
      case RemoveSessionProvider remove -> onProvider(remove.getMeta(), state, provider ->
        Decision.accept(
          SessionProviderRemoved.newBuilder()
            .setMeta(EventMetas.of(remove.getMeta(), provider.version() + 1))
            .setSessionId(provider.sessionId())
            .build()
        )
      );
    };
  }

  private static Decision<SessionEvent> create(CreateSession command, State state) {
    CommandMeta meta = command.getMeta();
    if (state.find(Session.key(tenant(meta), meta.getObjectId())).isPresent()) {
      return reject(ErrorCode.CONFLICT, "A session with this id already exists");
    }
    if (command.getProviders().size() > Session.MAX_PROVIDERS) {
      return tooMany();
    }
    SessionCreated created = SessionCreated.newBuilder()
      .setMeta(EventMetas.of(meta, 1))
      .setName(command.getName())
      .setDescription(command.getDescription())
      .setMetadata(command.getMetadata())
      .setUser(command.getUser())
      .setProviders(Tags.unique(List.of(), command.getProviders()))
      .setSecret(command.getSecret())
      .setToolNames(command.getToolNames())
      .build();
    return Decision.accept(created);
  }

  private static Decision<SessionEvent> add(AddSessionProvider command, Session session, State state) {
    CommandMeta meta = command.getMeta();
    if (state.find(SessionProvider.key(tenant(meta), meta.getObjectId())).isPresent()) {
      return reject(ErrorCode.CONFLICT, "A session provider with this id already exists");
    }
    if (session.providerIds().size() >= Session.MAX_PROVIDERS) {
      return tooMany();
    }
    List<String> taken = session
      .providerIds()
      .stream()
      .flatMap(id -> state.find(SessionProvider.key(tenant(meta), id)).stream())
      .map(SessionProvider::tag)
      .toList();
    SessionProviderAdded added = SessionProviderAdded.newBuilder()
      .setMeta(EventMetas.of(meta, 1))
      .setSessionId(session.id())
      .setUser(session.user())
      .setProvider(Tags.unique(taken, List.of(command.getProvider())).getFirst())
      .build();
    return Decision.accept(added);
  }

  /** Operations within a session require an open session. */
  private static Decision<SessionEvent> onOpen(
    CommandMeta meta,
    String sessionId,
    State state,
    Function<Session, Decision<SessionEvent>> effect
  ) {
    Session session = state.find(Session.key(tenant(meta), sessionId)).orElse(null);
    if (session == null) {
      return reject(ErrorCode.NOT_FOUND, "No session with this id");
    }
    return session.archived() ? reject(ErrorCode.USE_AFTER_DELETE, "The session is archived") : effect.apply(session);
  }

  private static Decision<SessionEvent> onSession(
    CommandMeta meta,
    State state,
    Function<Session, Decision<SessionEvent>> effect
  ) {
    Session session = state.find(Session.key(tenant(meta), meta.getObjectId())).orElse(null);
    if (session == null) {
      return reject(ErrorCode.NOT_FOUND, "No session with this id");
    }
    if (stale(meta, session.version())) {
      return changed(session.version());
    }
    return session.archived() ? reject(ErrorCode.GONE, "The session is archived") : effect.apply(session);
  }

  private static Decision<SessionEvent> onProvider(
    CommandMeta meta,
    State state,
    Function<SessionProvider, Decision<SessionEvent>> effect
  ) {
    SessionProvider provider = state.find(SessionProvider.key(tenant(meta), meta.getObjectId())).orElse(null);
    if (provider == null) {
      return reject(ErrorCode.NOT_FOUND, "No session provider with this id");
    }
    if (stale(meta, provider.version())) {
      return changed(provider.version());
    }
    return provider.archived()
      ? reject(ErrorCode.GONE, "The session provider was removed, or its session is archived")
      : effect.apply(provider);
  }

  private static boolean stale(CommandMeta meta, long version) {
    Long expected = meta.getExpectedVersion();
    return expected != null && expected != version;
  }

  private static Decision<SessionEvent> changed(long version) {
    return reject(
      ErrorCode.PRECONDITION_FAILED,
      "The object is at version " + version + ": read it again and retry the change"
    );
  }

  private static Decision<SessionEvent> tooMany() {
    return Decision.reject(
      new Rejection(
        ErrorCode.INVALID_DATA,
        "A session can have at most " + Session.MAX_PROVIDERS + " providers",
        List.of("providers")
      )
    );
  }

  private static Decision<SessionEvent> reject(ErrorCode code, String message) {
    return Decision.reject(Rejection.of(code, message));
  }

  private static TenantId tenant(CommandMeta meta) {
    return new TenantId(meta.getTenantId());
  }
}
