package io.keyfold.authconfig.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Text is readable in and on every colour that a company can choose. */
class AccentTest {

  @Property
  void everyColourIsReadable(@ForAll @IntRange(max = 0xffffff) int rgb) {
    Accent accent = new Accent(rgb);

    assertThat(accent.contrast(accent.textOn())).isGreaterThanOrEqualTo(4.5);
    assertThat(accent.readableOn(PageAssets.LIGHT).contrast(PageAssets.LIGHT)).isGreaterThanOrEqualTo(4.5);
    assertThat(accent.readableOn(PageAssets.DARK).contrast(PageAssets.DARK)).isGreaterThanOrEqualTo(4.5);
    assertThat(Accent.ofHex(accent.hex())).isEqualTo(accent);
  }

  @Test
  void aReadableColourIsNotChanged() {
    assertThat(Accent.DEFAULT.readableOn(PageAssets.LIGHT)).isEqualTo(Accent.DEFAULT);
    assertThat(Accent.ofHex("0b6b58").contrast(Accent.ofHex("ffffff"))).isBetween(6.0, 6.7);
  }

  @Test
  void otherTextsAreNoColours() {
    assertThatIllegalArgumentException().isThrownBy(() -> Accent.ofHex("#12345"));
    assertThatIllegalArgumentException().isThrownBy(() -> Accent.ofHex("12345g"));
  }
}
