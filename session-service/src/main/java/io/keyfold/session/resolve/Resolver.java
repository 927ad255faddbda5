package io.keyfold.session.resolve;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.configs.ProviderConfig;
import io.keyfold.session.credentials.Attachment;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.tokens.AccessTokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the state that {@link ResolutionRule} and {@link ConfigRule} need and applies them. Before it reports an error, it waits until the view
 * has caught up with the log.
 */
public final class Resolver {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
  private static final Duration ATTACH_TIMEOUT = Duration.ofSeconds(1);

  private final Catalogue catalogue;
  private final View credentials;
  private final AccessTokens tokens;

  /**
   * Creates a resolver.
   *
   * @param credentials the view of {@code authconfig.events}
   * @param tokens gives the access tokens of grants
   */
  public Resolver(Catalogue catalogue, View credentials, AccessTokens tokens) {
    this.catalogue = catalogue;
    this.credentials = credentials;
    this.tokens = tokens;
  }

  /**
   * {@return the deployment's current credential, of a grant without its token, and endpoint; errors with
   * {@link ApiException} if there is no usable one}
   *
   * @param selector the session's user and what the session provider names
   */
  public Mono<Resolved> resolve(TenantId tenant, String deploymentId, CredentialSelector selector) {
    return catalogue
      .deployment(tenant, deploymentId)
      .flatMap(deployment ->
        deployment.archived() ? Mono.<Resolved>error(archived(deployment)) : resolve(tenant, deployment, selector)
      );
  }

  /**
   * {@return the same, ready to be opened: the value of a grant is its access token, refreshed first if it has expired}
   */
  public Mono<Resolved> usable(TenantId tenant, String deploymentId, CredentialSelector selector) {
    return resolve(tenant, deploymentId, selector).flatMap(resolved -> withToken(tenant, resolved));
  }

  /**
   * {@return the result of the function applied to the credential that {@link #usable} finds}
   *
   * <p>The key of an archived credential is erased once the archiving is on the log. This instance may see the erasure
   * first. On {@code use_after_delete}, it therefore catches up with the log and retries once with the current
   * credential.
   */
  public <T> Mono<T> using(
    TenantId tenant,
    String deploymentId,
    CredentialSelector selector,
    Function<Resolved, Mono<T>> use
  ) {
    Mono<Resolved> current = usable(tenant, deploymentId, selector);
    return current.flatMap(resolved ->
      use
        .apply(resolved)
        .onErrorResume(ErrorCode.USE_AFTER_DELETE::isCodeOf, e ->
          credentials.caughtUp(tenant).then(current).flatMap(use)
        )
    );
  }

  /** {@return the provider of a deployment; errors with {@code not_found} for another tenant's deployment} */
  public Mono<String> providerOf(TenantId tenant, String deploymentId) {
    return catalogue.deployment(tenant, deploymentId).map(Deployment::providerId);
  }

  /** {@return the auth config that calls currently use, as of this instance's view} */
  public Optional<String> known(TenantId tenant, String deploymentId, CredentialSelector selector) {
    return catalogue
      .known(tenant, deploymentId)
      .flatMap(deployment ->
        catalogue
          .knownProvider(tenant, deployment)
          .map(provider -> ResolutionRule.choose(credentials, tenant, deployment, provider, selector))
      )
      .flatMap(choice -> choice instanceof Choice.Chosen chosen ? Optional.of(chosen.config().id()) : Optional.empty());
  }

  /** {@return the provider config that calls currently use, as of this instance's view} */
  public Optional<ProviderConfig> knownConfig(TenantId tenant, String deploymentId, CredentialSelector selector) {
    return catalogue
      .known(tenant, deploymentId)
      .flatMap(deployment ->
        catalogue
          .knownProvider(tenant, deployment)
          .map(provider -> ConfigRule.choose(credentials, tenant, deployment, provider, selector, null))
      )
      .flatMap(choice ->
        choice instanceof ConfigChoice.Ready ready ? Optional.ofNullable(ready.config()) : Optional.empty()
      );
  }

  private Mono<Resolved> resolve(TenantId tenant, Deployment deployment, CredentialSelector selector) {
    return catalogue.provider(tenant, deployment).flatMap(provider -> {
      Mono<Choice> now = Mono.fromSupplier(() ->
        ResolutionRule.choose(credentials, tenant, deployment, provider, selector)
      );
      return credentials
        .await(tenant.value(), state -> usable(ResolutionRule.choose(state, tenant, deployment, provider, selector)))
        .switchIfEmpty(opened(tenant, deployment).then(now))
        .flatMap(choice -> resolved(deployment, provider, choice))
        .flatMap(resolved -> configured(tenant, resolved, selector));
    });
  }

  private Mono<Resolved> configured(TenantId tenant, Resolved resolved, CredentialSelector selector) {
    Function<State, ConfigChoice> rule = state ->
      ConfigRule.choose(state, tenant, resolved.deployment(), resolved.provider(), selector, resolved.config());
    // A user may have entered settings a moment ago at another instance.
    return credentials
      .await(tenant.value(), state ->
        Optional.of(rule.apply(state)).filter(choice -> choice instanceof ConfigChoice.Ready)
      )
      .switchIfEmpty(Mono.fromSupplier(() -> rule.apply(credentials)))
      .flatMap(
        choice ->
          switch (choice) {
            case ConfigChoice.Ready(String url, ProviderConfig config) -> Mono.just(resolved.at(url, config));
            case ConfigChoice.Refused(Choice.Refused refusal) -> Mono.error(refusal.error());
          }
      );
  }

  private Mono<Resolved> withToken(TenantId tenant, Resolved resolved) {
    AuthConfig config = resolved.config();
    return config != null && config.use() == AuthConfig.Use.GRANT
      ? tokens
          .current(tenant, config)
          .map(resolved::with)
          .onErrorMap(ErrorCode.AUTHENTICATION_REQUIRED::isCodeOf, e ->
            SetupLinks.reconnect(credentials, tenant, config).error()
          )
      : Mono.just(resolved);
  }

  // A default credential is attached shortly after the deployment's creation; wait for it before reporting an error.
  private Mono<Void> opened(TenantId tenant, Deployment deployment) {
    return Flux.interval(Duration.ZERO, POLL_INTERVAL)
      .onBackpressureDrop()
      .takeUntil(tick -> credentials.find(Attachment.key(tenant, deployment.id())).isPresent())
      .take(ATTACH_TIMEOUT)
      .then();
  }

  // A user may have connected, or an auth config may have been created, a moment ago at another instance.
  private static Optional<Choice> usable(Choice choice) {
    return switch (choice) {
      case Choice.Chosen chosen -> Optional.of(chosen);
      case Choice.NoneNeeded none -> Optional.of(none);
      case Choice.Refused refused -> switch (refused.code()) {
        case NOT_FOUND, AUTH_CONFIG_REQUIRED, AUTHENTICATION_REQUIRED, AMBIGUOUS -> Optional.empty();
        default -> Optional.of(refused);
      };
    };
  }

  private static Mono<Resolved> resolved(Deployment deployment, PublishedProvider provider, Choice choice) {
    return switch (choice) {
      case Choice.Refused refused -> Mono.error(refused.error());
      case Choice.NoneNeeded none -> Mono.just(
        new Resolved(deployment, provider, null, Reason.NONE_NEEDED, List.of(), null)
      );
      case Choice.Chosen chosen -> chosen(deployment, provider, chosen);
    };
  }

  private static Mono<Resolved> chosen(Deployment deployment, PublishedProvider provider, Choice.Chosen chosen) {
    AuthConfig config = chosen.config();
    return Mono.justOrEmpty(provider.method(config.authMethodId()))
      .map(method -> new Resolved(deployment, provider, config, chosen.reason(), method.injections(), null))
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
