package io.keyfold.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from end to end: keys, and a user's consent at a vendor with an authorization server of its own. */
class DemoIT {

  @TempDir
  Path folder;

  @Test
  @Tag("promise-4")
  void theDemoConnectsAUserAndRefreshesTheToken() throws Exception {
    try (Child demo = Child.run("demo", "--exit", "--port", "0", "--data", folder.toString())) {
      int code = demo.exitCode();

      assertThat(demo.output())
        .contains("'Was this you? · Acme'", "'Sandbox: allow Acme Cloud?'", "\"status\":\"completed\",\"user\":\"ada\"")
        .contains("The vendor exchanged 1 code and 1 refresh token; 0 were used twice")
        .doesNotContain("client_secret", "sac_", "sat_", "srt_");
      assertThat(code).isZero();
    }
  }
}
