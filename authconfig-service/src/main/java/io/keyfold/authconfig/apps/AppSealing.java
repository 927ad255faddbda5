package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.schema.Sealed;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Seals submitted secrets of OAuth apps. */
final class AppSealing {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Sealing sealing;

  AppSealing(Sealing sealing) {
    this.sealing = sealing;
  }

  /**
   * {@return the sealed secret of a version} Each version has a data key of its own, so that retiring a version erases
   * its secret and no other.
   */
  Mono<Sealed> seal(
    TenantId tenant,
    String id,
    long version,
    @Nullable SubmittedSecret secret,
    @Nullable SubmittedSecret privateKey
  ) {
    SealContext context = new SealContext(tenant, id, version, AppSecrets.PURPOSE);
    return sealing.seal(context, () -> content(secret, privateKey), null);
  }

  /** {@return the result of writes that seal secrets; erases the keys of secrets that were not stored} */
  Mono<Committed> discardingUnused(Function<Deque<List<String>>, Mono<Committed>> attempts) {
    return sealing.discardingUnused(attempts);
  }

  private static Secret content(@Nullable SubmittedSecret secret, @Nullable SubmittedSecret privateKey) {
    ObjectNode content = JSON.createObjectNode();
    if (secret != null) {
      content.set(AppSecrets.CLIENT_SECRET, secret.content());
    }
    if (privateKey != null) {
      content.set(AppSecrets.PRIVATE_KEY, privateKey.content());
    }
    return Secret.takeOver(JSON.writeValueAsBytes(content));
  }
}
