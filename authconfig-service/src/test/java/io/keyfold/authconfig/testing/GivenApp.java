package io.keyfold.authconfig.testing;

import io.keyfold.authconfig.commands.ArchiveApp;
import io.keyfold.authconfig.commands.CreateApp;
import io.keyfold.authconfig.commands.RestoreAppVersion;
import io.keyfold.authconfig.commands.RetireAppVersion;
import io.keyfold.authconfig.commands.RotateApp;
import io.keyfold.schema.AppOrigin;
import io.keyfold.schema.Sealed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short factories for commands on OAuth apps of one tenant. */
public final class GivenApp {

  /** Id of the app; the tokens of {@link GivenGrant} are its. */
  public static final String APP = "par_1";

  private GivenApp() {}

  /** {@return a command that creates the app, whose secret is sealed by key 1} */
  public static CreateApp.Builder create() {
    return CreateApp.newBuilder()
      .setMeta(Given.meta(APP, null))
      .setProviderId("prv_slack")
      .setAuthMethodId("pam_slack_oauth")
      .setOrigin(AppOrigin.CUSTOM)
      .setScopes(List.of())
      .setClientId("client-1")
      .setValue(sealed(1));
  }

  /** {@return a command that rotates the secret to a version that is sealed by a key with its number} */
  public static RotateApp.Builder rotate(long version) {
    return RotateApp.newBuilder()
      .setMeta(Given.meta(APP, null))
      .setValue(sealed(version))
      .setValueVersion(version)
      .setExpiryNotices(List.of());
  }

  /** {@return a command that retires a version} */
  public static RetireAppVersion retire(long version) {
    return new RetireAppVersion(Given.meta(APP, null), version);
  }

  /** {@return a command that restores a version} */
  public static RestoreAppVersion restore(long version) {
    return new RestoreAppVersion(Given.meta(APP, null), version, null, List.of());
  }

  /** {@return a command that archives the app} */
  public static ArchiveApp archive() {
    return new ArchiveApp(Given.meta(APP, null));
  }

  private static Sealed sealed(long version) {
    byte[] text = ("secret " + version).getBytes(StandardCharsets.UTF_8);
    return new Sealed("app_key_" + version, ByteBuffer.wrap(text), "oauth_app.secret");
  }
}
