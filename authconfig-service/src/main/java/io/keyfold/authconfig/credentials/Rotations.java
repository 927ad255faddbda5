package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.schema.Sealed;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Seals new values of known auth configs. */
final class Rotations {

  private final MethodChoice methods;
  private final CredentialValues values;
  private final Sealing sealing;

  Rotations(MethodChoice methods, CredentialValues values, Sealing sealing) {
    this.methods = methods;
    this.values = values;
    this.sealing = sealing;
  }

  /**
   * {@return a valid value, sealed as the next version} Each version has a data key of its own, so that retiring a
   * version erases its value and no other.
   */
  Mono<Sealed> sealed(AuthConfig current, WriteRequest write, SubmittedValue value) {
    return methods.of(write.tenant(), current.providerId(), current.authMethodId()).flatMap(chosen -> {
      CredentialValues.Checked checked = values.check(chosen.method(), value);
      if (checked.kind() != current.kind()) {
        throw ApiException.invalid("invalid", "A rotation cannot change the kind of credential", "value");
      }
      long next = current.credentialVersion() + 1;
      SealContext context = new SealContext(write.tenant(), current.id(), next, AuthConfigWrites.PURPOSE);
      return sealing.seal(context, checked.value()::secret, null);
    });
  }

  /** {@return the result of writes that seal values; erases the keys of values that were not stored} */
  Mono<Committed> discardingUnused(Function<Deque<List<String>>, Mono<Committed>> attempts) {
    return sealing.discardingUnused(attempts);
  }
}
