module example.com/kinds/nested

go 1.27

require example.com/kinds v0.0.0
