name = "app"
exec = false
password = "x"
tags = { environment = "production" }
