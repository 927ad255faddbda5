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

/** Validates a minimum data size, as {@code @DurationMin} does for durations. Null is valid. */
@Documented
@Constraint(validatedBy = DataSizeMin.Check.class)
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
public @interface DataSizeMin {
  /** {@return the minimum size, e.g. {@code 4MB}} */
  String value();

  /** {@return the error message} */
  String message() default "must be at least {value}";

  /** {@return the validation groups} */
  Class<?>[] groups() default {};

  /** {@return the validation payload} */
  Class<? extends Payload>[] payload() default {};

  /** The validator. */
  final class Check implements ConstraintValidator<DataSizeMin, DataSize> {

    private DataSize minimum = DataSize.ofBytes(0);

    @Override
    public void initialize(DataSizeMin constraint) {
      minimum = DataSize.parse(constraint.value());
    }

    @Override
    public boolean isValid(@Nullable DataSize value, ConstraintValidatorContext context) {
      return value == null || value.compareTo(minimum) >= 0;
    }
  }
}
