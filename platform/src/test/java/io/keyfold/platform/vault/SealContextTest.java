package io.keyfold.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

@Tag("promise-5")
class SealContextTest {

  @Property
  void onlyEqualContextsHaveEqualAssociatedData(@ForAll("context") SealContext a, @ForAll("context") SealContext b) {
    assertThat(Arrays.equals(a.associatedData(), b.associatedData())).isEqualTo(a.equals(b));
  }

  @Property
  void fieldBoundariesAreUnambiguous(
    @ForAll @AlphaChars @StringLength(min = 2, max = 20) String text,
    @ForAll @LongRange(min = 1) long version
  ) {
    TenantId tenant = new TenantId("tnt_a");
    SealContext left = new SealContext(tenant, text.substring(0, 1), version, text.substring(1) + text);
    SealContext right = new SealContext(tenant, text, version, text);
    assertThat(left.associatedData()).isNotEqualTo(right.associatedData());
  }

  @Provide
  Arbitrary<SealContext> context() {
    var text = Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(3);
    var version = Arbitraries.longs().between(1, 3);
    return Combinators.combine(text, text, version, text).as((tenant, object, v, purpose) ->
      new SealContext(new TenantId("tnt_" + tenant), object, v, purpose)
    );
  }
}
