package io.keyfold.deployment.tenant;

import io.keyfold.deployment.commands.CreateApiKey;
import io.keyfold.platform.access.ApiKey;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Creates API keys and returns their secrets, of which only the digest is on the log. */
final class KeyCreation {

  private final View view;
  private final Writer writer;
  private final KeySecrets secrets;

  KeyCreation(View view, Writer writer, KeySecrets secrets) {
    this.view = view;
    this.writer = writer;
    this.secrets = secrets;
  }

  /**
   * A created API key.
   *
   * @param key its current state
   * @param secret its text; null for a caller that did not create it, or after a rotation of the keyset
   */
  record Created(ApiKey key, @Nullable ApiKeySecret secret) {
    ApiKeyBody body() {
      return ApiKeyBody.of(key, secret == null ? null : secret.reveal());
    }
  }

  /**
   * {@return the key; a retry returns the same key with the same secret}
   *
   * @param original the caller's own request, to which the secret is bound
   * @param request the command's request, for the tenant that gets the key
   * @param command creates the rest of the command after the checks of the API edge; not called for a retry
   */
  Mono<Created> create(WriteRequest original, WriteRequest request, Supplier<CreateApiKey.Builder> command) {
    return Mono.defer(() -> {
      KeySecrets.OfRequest secret = secrets.of(original, request.tenant());
      return writer
        .write(request, () -> Mono.fromSupplier(() -> complete(command.get(), request, secret)))
        .flatMap(done -> view.await(ApiKey.key(request.tenant(), done.objectId())))
        .map(key -> created(key, secret.of(key.id())));
    });
  }

  private static CreateApiKey complete(
    CreateApiKey.Builder command,
    WriteRequest request,
    KeySecrets.OfRequest secrets
  ) {
    String id = Ids.fresh("apk_", request.at());
    ApiKeySecret secret = secrets.of(id);
    return command.setMeta(request.meta(id)).setKeySha256(secret.sha256()).setRedacted(secret.redacted()).build();
  }

  /** Compare digests: another actor's request with the same Idempotency-Key derives a different secret. */
  private static Created created(ApiKey key, ApiKeySecret secret) {
    return new Created(key, secret.sha256().equals(key.sha256()) ? secret : null);
  }
}
