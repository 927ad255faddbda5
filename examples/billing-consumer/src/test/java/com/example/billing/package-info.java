@NullMarked
package com.example.billing;

import org.jspecify.annotations.NullMarked;
