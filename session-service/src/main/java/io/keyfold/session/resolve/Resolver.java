package io.keyfold.session.resolve;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.Attachment;
import io.keyfold.session.credentials.AuthConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks up what the rule needs and applies it. A refusal is only believed once the view has caught up with the log. */
public final class Resolver {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration ATTACH_BOUND = Duration.ofSeconds(1);

  private final Catalogue catalogue;
  private final View credentials;

  /**
   * A resolver.
   *
   * @param credentials the view of {@code authconfig.events}
   */
  public Resolver(Catalogue catalogue, View credentials) {
    this.catalogue = catalogue;
    this.credentials = credentials;
  }

  /**
   * {@return which credential the deployment is used with now; errors with {@link ApiException} if it cannot be used}
   *
   * @param named the auth config that the session's entry names
   */
  public Mono<Resolved> resolve(TenantId tenant, String deploymentId, @Nullable String named) {
    return catalogue
      .deployment(tenant, deploymentId)
      .flatMap(deployment ->
        deployment.archived() ? Mono.<Resolved>error(archived(deployment)) : resolve(tenant, deployment, named)
      );
  }

  /**
   * {@return what the use makes of the credential that {@link #resolve} finds}
   *
   * <p>The key of an archived credential is erased once the archiving is on the log. Who learns of the one first has to catch up, and
   * uses what is current then: a use that errors with {@code use_after_delete} is tried once more so.
   */
  public <T> Mono<T> using(
    TenantId tenant,
    String deploymentId,
    @Nullable String named,
    Function<Resolved, Mono<T>> use
  ) {
    Mono<Resolved> current = resolve(tenant, deploymentId, named);
    return current.flatMap(resolved ->
      use.apply(resolved).onErrorResume(Resolver::erased, e -> credentials.caughtUp(tenant).then(current).flatMap(use))
    );
  }

  private static boolean erased(Throwable error) {
    return error instanceof ApiException refused && refused.code() == ErrorCode.USE_AFTER_DELETE;
  }

  /** {@return the provider of a deployment; errors with {@code not_found} for another tenant's deployment} */
  public Mono<String> providerOf(TenantId tenant, String deploymentId) {
    return catalogue.deployment(tenant, deploymentId).map(Deployment::providerId);
  }

  /** {@return the auth config that calls are made with, as far as this instance knows at once} */
  public Optional<String> known(TenantId tenant, String deploymentId, @Nullable String named) {
    return catalogue
      .known(tenant, deploymentId)
      .flatMap(deployment ->
        catalogue
          .knownProvider(tenant, deployment)
          .map(provider -> ResolutionRule.choose(credentials, tenant, deployment, provider, named))
      )
      .flatMap(choice -> choice instanceof Choice.Chosen chosen ? Optional.of(chosen.config().id()) : Optional.empty());
  }

  private Mono<Resolved> resolve(TenantId tenant, Deployment deployment, @Nullable String named) {
    return catalogue.provider(tenant, deployment).flatMap(provider -> {
      Mono<Choice> now = Mono.fromSupplier(() ->
        ResolutionRule.choose(credentials, tenant, deployment, provider, named)
      );
      return credentials
        .await(tenant.value(), state -> usable(ResolutionRule.choose(state, tenant, deployment, provider, named)))
        .switchIfEmpty(opened(tenant, deployment).then(now))
        .flatMap(choice -> resolved(deployment, provider, choice));
    });
  }

  // A default credential is attached a moment after the deployment was created; until then it is too early to refuse.
  private Mono<Void> opened(TenantId tenant, Deployment deployment) {
    return Flux.interval(Duration.ZERO, LOOK_AGAIN)
      .onBackpressureDrop()
      .takeUntil(tick -> credentials.find(Attachment.key(tenant, deployment.id())).isPresent())
      .take(ATTACH_BOUND)
      .then();
  }

  // An OAuth app without a user is an answer, too: waiting for more would slow down every such request.
  private static Optional<Choice> usable(Choice choice) {
    return switch (choice) {
      case Choice.Chosen chosen -> Optional.of(chosen);
      case Choice.NoneNeeded none -> Optional.of(none);
      case Choice.Refused refused -> switch (refused.code()) {
        case NOT_FOUND, AUTH_CONFIG_REQUIRED -> Optional.empty();
        default -> Optional.of(refused);
      };
    };
  }

  private static Mono<Resolved> resolved(Deployment deployment, PublishedProvider provider, Choice choice) {
    return switch (choice) {
      case Choice.Refused refused -> Mono.error(refused.error());
      case Choice.NoneNeeded none -> Mono.just(new Resolved(deployment, provider, null, Reason.NONE_NEEDED, List.of()));
      case Choice.Chosen chosen -> chosen(deployment, provider, chosen);
    };
  }

  private static Mono<Resolved> chosen(Deployment deployment, PublishedProvider provider, Choice.Chosen chosen) {
    AuthConfig config = chosen.config();
    return Mono.justOrEmpty(provider.method(config.authMethodId()))
      .map(method -> new Resolved(deployment, provider, config, chosen.reason(), method.injections()))
      .switchIfEmpty(
        Mono.error(() ->
          ApiException.about(
            ErrorCode.INVALID_AUTH_METHOD,
            "provider.auth_config",
            config.id(),
            "The provider no longer has the auth method of this auth config"
          )
        )
      );
  }

  private static ApiException archived(Deployment deployment) {
    return ApiException.about(
      ErrorCode.USE_AFTER_DELETE,
      "provider.deployment",
      deployment.id(),
      "The deployment is archived"
    );
  }
}
