package io.keyfold.session.resolutions;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.UserField;
import io.keyfold.session.budgets.Budgets;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.credentials.CredentialOpener;
import io.keyfold.session.resolve.CredentialSelector;
import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.Session;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.usage.Meter;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageRecorded;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Releases credentials after recording the release; without a record there is no release. */
final class Resolutions {

  private final OpenSessions sessions;
  private final Resolver resolver;
  private final CredentialOpener opener;
  private final UsageSpool spool;
  private final IdempotentResolutions keyed;
  private final Budgets budgets;
  private final Clock clock;

  Resolutions(
    OpenSessions sessions,
    Resolver resolver,
    CredentialOpener opener,
    UsageSpool spool,
    IdempotentResolutions keyed,
    Budgets budgets,
    Clock clock
  ) {
    this.sessions = sessions;
    this.resolver = resolver;
    this.opener = opener;
    this.spool = spool;
    this.keyed = keyed;
    this.budgets = budgets;
    this.clock = clock;
  }

  Mono<ResolutionBody> resolve(WriteRequest write, CreateResolutionBody body) {
    return keyed
      .check(write)
      .then(Mono.defer(() -> subject(write.tenant(), body)))
      .flatMap(of ->
        resolver.using(write.tenant(), of.deploymentId(), of.selector(), resolved -> release(write, of, resolved))
      );
  }

  private Mono<ResolutionBody> release(WriteRequest write, Subject subject, Resolved resolved) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    MeteredOperation operation = operation(write, subject, resolved, at);
    UsageRecorded record = record(write, operation);
    return keyed
      .isRecorded(write, record)
      .flatMap(recorded -> recorded ? Mono.<Void>empty() : admitted(write, subject, resolved))
      .then(Mono.defer(() -> opened(write, resolved)))
      .flatMap(credential -> {
        try (credential) {
          JsonNode value = credential.read(json -> json);
          return recorded(write, operation, record).map(receipt -> body(receipt, subject, resolved, value));
        }
      });
  }

  private Mono<Credential> opened(WriteRequest write, Resolved resolved) {
    AuthConfig config = resolved.config();
    return config == null ? Mono.just(Credential.NONE) : opener.open(write.tenant(), config);
  }

  private Mono<Void> admitted(WriteRequest write, Subject subject, Resolved resolved) {
    String user = subject.selector().user();
    return budgets
      .admit(write.tenant(), resolved, user)
      .doOnSuccess(admitted -> budgets.passed(write.tenant(), resolved, user));
  }

  /** Id and time of the recorded resolution; for a retry, those of the first one. */
  private record Receipt(String id, Instant at) {}

  private static UsageRecorded record(WriteRequest write, MeteredOperation operation) {
    return UsageRecorded.newBuilder(operation.recorded(Outcome.SUCCEEDED, operation.occurredAt()))
      .setIdempotencyKey(write.idempotencyKey())
      .setRequestHash(write.idempotencyKey() == null ? null : write.requestHash())
      .build();
  }

  private Mono<Receipt> recorded(WriteRequest write, MeteredOperation operation, UsageRecorded record) {
    return write.idempotencyKey() == null
      ? spool.append(record).thenReturn(new Receipt(operation.id(), operation.occurredAt()))
      : keyed.record(write, record).map(first -> new Receipt(first.id(), first.at()));
  }

  private static MeteredOperation operation(WriteRequest write, Subject subject, Resolved resolved, Instant at) {
    return new MeteredOperation(
      Ids.fresh("crs_", at),
      Meter.CREDENTIAL_RESOLUTIONS,
      at,
      write.actor(),
      write.requestId(),
      write.tenant(),
      resolved.provider().id(),
      resolved.deployment().id(),
      resolved.authConfigId(),
      resolved.credentialVersion(),
      subject.sessionId(),
      subject.sessionProviderId(),
      null,
      resolved.config() == null ? Payer.UNKNOWN : Payer.CUSTOMER,
      resolved.reason().wire(),
      subject.selector().user(),
      null
    );
  }

  private static ResolutionBody body(Receipt receipt, Subject subject, Resolved resolved, JsonNode value) {
    AuthConfig config = resolved.config();
    return new ResolutionBody(
      "credential_resolution",
      receipt.id(),
      resolved.provider().id(),
      resolved.deployment().id(),
      subject.sessionId(),
      subject.sessionProviderId(),
      subject.selector().user(),
      resolved.authConfigId(),
      config == null ? null : config.authMethodId(),
      resolved.credentialVersion(),
      resolved.reason().wire(),
      new ResolutionBody.Value(value),
      resolved.injections().stream().map(ResolutionBody.InjectionBody::of).toList(),
      resolved.provider().mcpUrl(),
      receipt.at()
    );
  }

  private Mono<Subject> subject(TenantId tenant, CreateResolutionBody body) {
    String user = UserField.of(body.user(), body.identityId());
    String providerId = body.sessionProviderId();
    if (providerId != null) {
      return sessions.provider(tenant, providerId).map(provider -> checked(within(body, provider), user, body));
    }
    String deploymentId = body.providerDeploymentId();
    if (deploymentId == null) {
      throw ApiException.invalid(
        "required",
        "Set provider_deployment_id or session_provider_id",
        "provider_deployment_id"
      );
    }
    String sessionId = body.sessionId();
    return sessionId == null
      ? Mono.just(alone(deploymentId, user, body.providerAuthConfigLabel()))
      : sessions.find(tenant, sessionId).map(session -> checked(only(tenant, session, deploymentId), user, body));
  }

  private static Subject alone(String deploymentId, @Nullable String user, @Nullable String label) {
    if (label != null && user == null) {
      throw ApiException.invalid("required", "provider_auth_config_label names a user's credential: set user", "user");
    }
    return new Subject(deploymentId, new CredentialSelector(user, null, label), null, null);
  }

  /** A session decides whose credential is used, so the request must not say otherwise. */
  private static Subject checked(Subject subject, @Nullable String user, CreateResolutionBody body) {
    if (user != null && !user.equals(subject.selector().user())) {
      throw ApiException.invalid("conflict", "The session does not act for this user: omit user", "user");
    }
    if (body.providerAuthConfigLabel() != null) {
      throw ApiException.invalid(
        "conflict",
        "The session provider names the credential: omit provider_auth_config_label",
        "provider_auth_config_label"
      );
    }
    return subject;
  }

  private static Subject within(CreateResolutionBody body, SessionProvider provider) {
    boolean other = body.sessionId() != null && !provider.sessionId().equals(body.sessionId());
    boolean elsewhere =
      body.providerDeploymentId() != null && !provider.deploymentId().equals(body.providerDeploymentId());
    if (other || elsewhere) {
      throw ApiException.notFound("session.provider", provider.id());
    }
    return Subject.of(provider);
  }

  private Subject only(TenantId tenant, Session session, String deploymentId) {
    List<SessionProvider> matches = sessions
      .providers(tenant, session)
      .stream()
      .filter(provider -> provider.deploymentId().equals(deploymentId))
      .toList();
    if (matches.isEmpty()) {
      throw ApiException.notFound("provider.deployment", deploymentId);
    }
    if (matches.size() > 1) {
      throw ApiException.invalid(
        "ambiguous",
        "The session contains this deployment more than once: set session_provider_id",
        "session_provider_id"
      );
    }
    return Subject.of(matches.getFirst());
  }

  private record Subject(
    String deploymentId,
    CredentialSelector selector,
    @Nullable String sessionId,
    @Nullable String sessionProviderId
  ) {
    static Subject of(SessionProvider provider) {
      return new Subject(provider.deploymentId(), provider.selector(), provider.sessionId(), provider.id());
    }
  }
}
