a = "\u00e9\n$${b}%%{c}$${~d~}"
locals { e = "%{ if f }g%{ else ~}h%{ endif }" }
