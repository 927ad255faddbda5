package io.keyfold.session.upstream;

import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.credentials.CredentialOpener;
import io.keyfold.session.redaction.Redactor;
import io.keyfold.session.redaction.Redactors;
import io.keyfold.session.redaction.TooManySecretsException;
import reactor.core.publisher.Mono;

/** Opens what the calls to one target hold. */
final class TargetCalls implements UpstreamClient.Calls {

  private final Target target;
  private final CredentialOpener opener;
  private final ResponseBudget memory;
  private final Redactors redactors;

  TargetCalls(Target target, CredentialOpener opener, ResponseBudget memory, Redactors redactors) {
    this.target = target;
    this.opener = opener;
    this.memory = memory;
    this.redactors = redactors;
  }

  @Override
  public Mono<Credential> credential() {
    AuthConfig config = target.resolved().config();
    return config == null ? Mono.just(Credential.NONE) : opener.open(target.tenant(), config);
  }

  @Override
  public ResponseBudget.Part memory() {
    return memory.part(target.tenant());
  }

  @Override
  public MessageRedactor redactor(Credential credential) {
    AuthConfig config = target.resolved().config();
    if (config == null) {
      return new MessageRedactor(Redactor.of(credential, null));
    }
    String schema = target
      .resolved()
      .provider()
      .method(config.authMethodId())
      .map(PublishedProvider.Method::valueSchema)
      .orElse(null);
    try {
      Redactors.Key key = new Redactors.Key(config.id(), config.credentialVersion(), schema);
      return new MessageRedactor(redactors.of(key, credential));
    } catch (TooManySecretsException e) {
      // Check before the call: a response that cannot be searched could not be passed on.
      throw ProviderFailure.error("was not called: the credential is too large to be searched for in the response");
    }
  }
}
