package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.apps.AppSecrets;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.schema.NewApp;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The quick start's form of an OAuth app: {@code client_id} and {@code client_secret} as the value of an auth config. It
 * creates an app that is bound to the auth config's deployment.
 */
final class QuickStartApp {

  private final Sealing sealing;

  QuickStartApp(Sealing sealing) {
    this.sealing = sealing;
  }

  /** {@return the app of a valid value, with its secret sealed} */
  Mono<NewApp> app(WriteRequest write, SubmittedValue value) {
    String id = Ids.fresh("par_", write.at());
    SealContext context = new SealContext(write.tenant(), id, 1, AppSecrets.PURPOSE);
    return sealing
      .seal(context, value::appSecret, null)
      .map(sealed -> new NewApp(id, value.clientId(), value.scopes(), sealed));
  }

  /** An app for a discovered vendor must be bound to its issuer, which only the API of apps does. */
  static void requireKnownVendor(KnownMethod method) {
    KnownOAuth oauth = method.oauth();
    if (oauth != null && oauth.vendor() == null) {
      throw ApiException.invalid(
        "invalid",
        "Create an app for a discovered authorization server with POST /provider-auth-credentials",
        "value"
      );
    }
  }

  /** {@return the error of a rotation by the auth config} */
  static ApiException rotatedElsewhere(@Nullable String appId) {
    return ApiException.of(
      ErrorCode.INVALID_DATA,
      "The secret belongs to the OAuth app " + appId,
      "Rotate it with POST /provider-auth-credentials/" + appId + "/rotate"
    );
  }
}
