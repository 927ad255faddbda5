package io.keyfold.authconfig.setup.model;

import io.keyfold.authconfig.model.Owner;
import io.keyfold.schema.EventMeta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes of one event to a setup session. */
record SetupDraft(
  SetupSession before,
  SetupSession.Status status,
  Owner owner,
  SetupSession.Description about,
  List<String> attempts,
  @Nullable Submission submission,
  @Nullable ConfigSubmission config,
  @Nullable String failure
) {
  SetupDraft(SetupSession known) {
    this(
      known,
      known.status(),
      known.owner(),
      known.about(),
      known.attempts(),
      known.submission(),
      known.config(),
      known.failure()
    );
  }

  SetupDraft described(@Nullable String user, SetupSession.Description newAbout) {
    return new SetupDraft(
      before,
      status,
      new Owner(user, owner.label()),
      newAbout,
      attempts,
      submission,
      config,
      failure
    );
  }

  SetupDraft claimed(String attemptId) {
    List<String> more = new ArrayList<>(attempts);
    more.add(attemptId);
    return new SetupDraft(before, status, owner, about, more, submission, config, failure);
  }

  SetupDraft holding(Submission newSubmission) {
    return new SetupDraft(before, status, owner, about, attempts, newSubmission, config, failure);
  }

  SetupDraft holding(ConfigSubmission newConfig) {
    return new SetupDraft(before, status, owner, about, attempts, submission, newConfig, failure);
  }

  SetupDraft discarded() {
    return new SetupDraft(before, status, owner, about, attempts, null, null, failure);
  }

  SetupDraft completed(@Nullable String user) {
    Owner bound = new Owner(user, owner.label());
    return new SetupDraft(before, SetupSession.Status.COMPLETED, bound, about, attempts, submission, config, failure);
  }

  SetupDraft ended(SetupSession.Status newStatus, @Nullable String reason) {
    return new SetupDraft(before, newStatus, owner, about, attempts, null, null, reason);
  }

  /** {@return the session after the event} */
  SetupSession at(EventMeta meta) {
    return new SetupSession(
      before.id(),
      meta.getVersion(),
      status,
      before.request(),
      before.binding(),
      owner,
      about,
      attempts,
      submission,
      config,
      failure,
      before.expiresAt(),
      before.createdAt(),
      meta.getRecordedAt()
    );
  }
}
