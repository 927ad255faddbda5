package io.keyfold.session.sessions;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.toolfilter.ToolFilterParser;
import io.keyfold.platform.web.JsonText;
import io.keyfold.platform.web.UserField;
import io.keyfold.session.commands.AddSessionProvider;
import io.keyfold.session.commands.ArchiveSession;
import io.keyfold.session.commands.CreateSession;
import io.keyfold.session.commands.RemoveSessionProvider;
import io.keyfold.session.commands.UpdateSession;
import io.keyfold.session.commands.UpdateSessionProvider;
import io.keyfold.session.secrets.FirstSecrets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Creates commands from requests, after the checks that the API edge can perform. */
final class SessionCommands {

  private final View sessions;
  private final ProviderEntries entries;
  private final FirstSecrets secrets;

  SessionCommands(View sessions, ProviderEntries entries, FirstSecrets secrets) {
    this.sessions = sessions;
    this.entries = entries;
    this.secrets = secrets;
  }

  Mono<CreateSession> create(WriteRequest write, CreateSessionBody body) {
    if (body.sessionTemplateId() != null) {
      throw ApiException.invalid(
        "not_supported",
        "Session templates are not supported: list the providers",
        "session_template_id"
      );
    }
    String user = UserField.of(body.user(), body.identityId());
    List<ProviderEntry> wanted = new ArrayList<>();
    for (int i = 0; i < body.providers().size(); i++) {
      wanted.add(ProviderEntry.of(body.providers().get(i), user, "providers", Integer.toString(i)));
    }
    String name =
      body.name() == null || body.name().isBlank()
        ? "Session " + write.at().truncatedTo(ChronoUnit.MILLIS)
        : body.name();
    String id = Ids.fresh("ses_", write.at());
    return entries.check(write.tenant(), write.at(), user, wanted).map(providers ->
      CreateSession.newBuilder()
        .setMeta(write.meta(id))
        .setName(name)
        .setDescription(body.description())
        .setMetadata(JsonText.of(body.metadata()))
        .setUser(user)
        .setProviders(providers)
        .setSecret(secrets.of(id, write.at()))
        .setToolNames(Session.PLAIN.equals(body.toolNames()) ? Session.PLAIN : null)
        .build()
    );
  }

  UpdateSession update(Session current, WriteRequest write, UpdateSessionBody body) {
    return UpdateSession.newBuilder()
      .setMeta(write.meta(current.id()))
      .setName(body.name().orElse(current.name()))
      .setDescription(body.description().orElse(current.description()))
      .setMetadata(body.metadata().present() ? JsonText.of(body.metadata().value()) : current.metadata())
      .build();
  }

  Mono<ArchiveSession> archive(WriteRequest write, String id) {
    return session(write.tenant(), id).map(session -> new ArchiveSession(write.meta(session.id())));
  }

  Mono<AddSessionProvider> add(WriteRequest write, CreateSessionProviderBody body) {
    return session(write.tenant(), body.sessionId())
      .flatMap(session -> {
        if (session.archived()) {
          throw ApiException.about(ErrorCode.USE_AFTER_DELETE, "session", session.id(), "The session is archived");
        }
        ProviderEntry entry = ProviderEntry.of(body.entry(), session.user());
        return entries.check(write.tenant(), write.at(), session.user(), entry);
      })
      .map(provider ->
        AddSessionProvider.newBuilder()
          .setMeta(write.meta(provider.getId()))
          .setSessionId(body.sessionId())
          .setProvider(provider)
          .build()
      );
  }

  UpdateSessionProvider filter(SessionProvider current, WriteRequest write, UpdateSessionProviderBody body) {
    ToolFilter filter = body.toolFilters().present()
      ? ToolFilterParser.parse(body.toolFilters().value(), "tool_filters")
      : current.toolFilter();
    return UpdateSessionProvider.newBuilder()
      .setMeta(write.meta(current.id()))
      .setSessionId(current.sessionId())
      .setToolFilter(filter.toAvro())
      .build();
  }

  Mono<RemoveSessionProvider> remove(WriteRequest write, String id) {
    return provider(write.tenant(), id).map(current ->
      RemoveSessionProvider.newBuilder().setMeta(write.meta(id)).setSessionId(current.sessionId()).build()
    );
  }

  private Mono<Session> session(TenantId tenant, String id) {
    return sessions
      .await(Session.key(tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("session", id)));
  }

  private Mono<SessionProvider> provider(TenantId tenant, String id) {
    return sessions
      .await(SessionProvider.key(tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("session.provider", id)));
  }
}
