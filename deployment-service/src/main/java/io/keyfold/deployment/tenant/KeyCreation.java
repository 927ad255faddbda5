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

/** Creates API keys and answers them with their secret, of which only the digest is on the log. */
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
   * A key that exists.
   *
   * @param key as it is now
   * @param secret its text; null for a caller that did not create it, or after the keyset was rotated
   */
  record Created(ApiKey key, @Nullable ApiKeySecret secret) {
    ApiKeyBody body() {
      return ApiKeyBody.of(key, secret == null ? null : secret.reveal());
    }
  }

  /**
   * {@return the key; the same with the same secret for a repeated request}
   *
   * @param asked the caller's own request, which the secret is bound to
   * @param request the command's: for the tenant that gets the key
   * @param command the rest of the command; checks what the edge can check, and is not asked for a repetition
   */
  Mono<Created> create(WriteRequest asked, WriteRequest request, Supplier<CreateApiKey.Builder> command) {
    return Mono.defer(() -> {
      KeySecrets.OfRequest secret = secrets.of(asked, request.tenant());
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

  /** The digest decides: another actor's request under the same Idempotency-Key derives something else. */
  private static Created created(ApiKey key, ApiKeySecret secret) {
    return new Created(key, secret.sha256().equals(key.sha256()) ? secret : null);
  }
}
