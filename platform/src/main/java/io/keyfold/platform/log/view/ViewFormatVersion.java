package io.keyfold.platform.log.view;

import io.keyfold.platform.disk.AtomicFile;
import io.keyfold.platform.id.Sha256;
import io.keyfold.schemas.topic.TopicTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Remembers, in a file beside the stores, what they were folded by. A release that met records of a newer one and could not
 * understand all of them goes on, since reads must, but its stores then lack what a rebuilt store has: the next release that
 * understands more finds that here, and rebuilds them. So does one whose folds make something else of the same events.
 */
final class ViewFormatVersion {

  /** Raised by a release whose folds make something else of the same events. */
  private static final int FOLDS = 4;

  private static final String PARTIAL = "partial";

  private final AtomicFile file;
  private final String own;
  private boolean partial;

  private ViewFormatVersion(AtomicFile file, String own) {
    this.file = file;
    this.own = own;
  }

  /** {@return the origin that is kept in the folder, for this build} */
  static ViewFormatVersion in(Path folder) {
    return new ViewFormatVersion(new AtomicFile(folder.resolve("folded-by")), FOLDS + " " + schemas());
  }

  /** For tests: as another build. */
  static ViewFormatVersion in(Path folder, int folds, String schemas) {
    return new ViewFormatVersion(new AtomicFile(folder.resolve("folded-by")), folds + " " + schemas);
  }

  /** {@return whether nothing was folded here before} */
  boolean isNew() {
    return file.read().isEmpty();
  }

  /** {@return whether the stores lack what this build would have folded} */
  boolean isOutdated() {
    List<String> lines = file.read().orElse(List.of());
    if (lines.isEmpty()) {
      return false;
    }
    boolean sameFolds = folds(lines.getFirst()).equals(folds(own));
    boolean lacking = lines.contains(PARTIAL) && !lines.getFirst().equals(own);
    return !sameFolds || lacking;
  }

  /** The stores are empty, or hold all that this build understands. */
  void renew() {
    file.write(own + "\n");
    partial = false;
  }

  /** Called before the first attempt: what was folded in part stays known as such. */
  void resume() {
    List<String> lines = file.read().orElse(List.of());
    partial = lines.contains(PARTIAL);
    if (!partial) {
      file.write(own + "\n");
    }
  }

  /** Something was read and not understood as a whole. */
  synchronized void partial() {
    if (!partial) {
      file.write(own + "\n" + PARTIAL + "\n");
      partial = true;
    }
  }

  private static String folds(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  /** One number for all that this build understands. */
  private static String schemas() {
    MessageDigest digest = Sha256.begin();
    for (List<Class<? extends SpecificRecord>> types : TopicTypes.all().values()) {
      for (Class<? extends SpecificRecord> type : types) {
        String form = SchemaNormalization.toParsingForm(SpecificData.get().getSchema(type));
        digest.update(form.getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
