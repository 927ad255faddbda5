package io.keyfold.platform.testing;

import io.keyfold.platform.web.RequestFingerprint;
import java.util.Arrays;

/** An unkeyed fingerprint for tests. */
public final class FakeFingerprint implements RequestFingerprint {

  @Override
  public String of(String method, String path, byte[] body) {
    return method + " " + path + " " + Integer.toHexString(Arrays.hashCode(body));
  }
}
