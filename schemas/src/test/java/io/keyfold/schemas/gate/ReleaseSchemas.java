package io.keyfold.schemas.gate;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Releases what changed; see RELEASING.md. No part of an ordinary build: it runs only when it is named. */
class ReleaseSchemas {

  @Test
  void release() throws IOException {
    var added = new Releases(Releases.FOLDER).release(Contract.all());
    added.forEach(release -> System.out.println("released " + release.file(".avsc")));
    System.out.println(added.size() + " schemas released");
  }
}
