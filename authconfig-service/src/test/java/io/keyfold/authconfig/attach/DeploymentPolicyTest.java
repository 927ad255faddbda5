package io.keyfold.authconfig.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.AttachCredentials;
import io.keyfold.authconfig.commands.CloseDeployment;
import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.schema.ActorType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeploymentPolicyTest {

  @Test
  void aNewDeploymentCausesAnAttachCommand() {
    var event = DeploymentEvents.created("pdp_1", "prv_exa");
    assertThat(DeploymentPolicy.commandFor(event)).hasValueSatisfying(command -> {
      assertThat(command).isInstanceOf(AttachCredentials.class);
      assertThat(((AttachCredentials) command).getProviderId()).isEqualTo("prv_exa");
      assertThat(command.getMeta().getObjectId()).isEqualTo("pdp_1");
      assertThat(command.getMeta().getTenantId()).isEqualTo(event.getMeta().getTenantId());
      assertThat(command.getMeta().getIssuedAt()).isEqualTo(event.getMeta().getRecordedAt().plusMillis(1));
      assertThat(command.getMeta().getActor().getType()).isEqualTo(ActorType.SERVICE);
    });
  }

  @Test
  void anArchivedDeploymentIsClosed() {
    assertThat(DeploymentPolicy.commandFor(DeploymentEvents.archived("pdp_1", "prv_exa", 2))).hasValueSatisfying(
      command -> assertThat(command).isInstanceOf(CloseDeployment.class)
    );
  }

  @Test
  void otherEventsCauseNoCommand() {
    assertThat(DeploymentPolicy.commandFor(DeploymentEvents.exa())).isEmpty();
    assertThat(DeploymentPolicy.commandFor(DeploymentEvents.renamed("pdp_1", "prv_exa", 2, "B"))).isEmpty();
  }

  @Test
  @Tag("promise-2")
  void aDuplicateEventGivesTheSameCommandAndAnotherEventADifferentOne() {
    var first = DeploymentPolicy.commandFor(DeploymentEvents.created("pdp_1", "prv_exa"));
    assertThat(DeploymentPolicy.commandFor(DeploymentEvents.created("pdp_1", "prv_exa"))).isEqualTo(first);
    assertThat(
      DeploymentPolicy.commandFor(DeploymentEvents.created("pdp_2", "prv_exa")).orElseThrow().getMeta().getCommandId()
    ).isNotEqualTo(first.orElseThrow().getMeta().getCommandId());
  }
}
