package io.keyfold.platform.start;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A setting's least size: what {@code @DurationMin} is for durations. A null is valid, as for other constraints. */
@Documented
@Constraint(validatedBy = DataSizeMin.Check.class)
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
public @interface DataSizeMin {
  /** {@return the least size, e.g. {@code 4MB}} */
  String value();

  /** {@return what is said of a smaller one} */
  String message() default "must be at least {value}";

  /** {@return the groups that it is checked in} */
  Class<?>[] groups() default {};

  /** {@return what a client of the validation attaches} */
  Class<? extends Payload>[] payload() default {};

  /** Compares. */
  final class Check implements ConstraintValidator<DataSizeMin, DataSize> {

    private DataSize least = DataSize.ofBytes(0);

    @Override
    public void initialize(DataSizeMin constraint) {
      least = DataSize.parse(constraint.value());
    }

    @Override
    public boolean isValid(@Nullable DataSize value, ConstraintValidatorContext context) {
      return value == null || value.compareTo(least) >= 0;
    }
  }
}
