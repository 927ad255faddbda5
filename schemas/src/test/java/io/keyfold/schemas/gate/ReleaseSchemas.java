package io.keyfold.schemas.gate;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Releases changed schemas; see RELEASING.md. Not part of a build: it runs only with {@code -Dtest=ReleaseSchemas}. */
class ReleaseSchemas {

  @Test
  void release() throws IOException {
    var added = new Releases(Releases.FOLDER).release(Contract.all());
    added.forEach(release -> System.out.println("released " + release.file(".avsc")));
    System.out.println(added.size() + " schemas released");
  }
}
